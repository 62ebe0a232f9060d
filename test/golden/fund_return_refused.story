# What a bank refuses to pay back may be promised again; the victim's own account is not pursued.
people
report amount=500.00 matched=7
move C1 account=2 due=500.00
reply O1 0000
file C1
freeze C1 account=2 amount=500.00
pass O2
reply O2 0000 held=500.00
pay_back O2 amount=300.00
pass O3
reply O3 1300
expect order_answered order=O3 state=refused
pay_back O2 amount=500.00
expect order_drafted id=O4
pass O4
# the money shows at the victim's account before the bank's answer does: nobody stops it there
move C1 account=2 due=0.00 balance=0.00 ; account=1 bank=YZ02 due=500.00 tier=2
expect pursuit_moved
see no unmet C1 1
# nor does another case whose money ran through the same account
report amount=500.00 from=5 to=2 matched=9
move C2 account=1 bank=YZ02 due=400.00 tier=2
expect pursuit_moved
see no unmet C2 1
# found unrelated, money is released and not returned
report amount=500.00 from=3 to=4 matched=8
move C3 account=4 due=500.00
file C3
freeze C3 account=4 amount=500.00
pass O6
reply O6 0000 held=500.00
pay_back O6 amount=500.00
expect order_drafted id=O7
as wang
sign O7
as qian
approve O7 reason=同意
as sun
approve O7 reason=合法
as zhao
approve O7 reason=同意
as li
screen O6 unrelated
as zhou
approve O7 reason=同意
refused refused_by_rule message~只能解除
as li
pay_back O6 amount=1.00
refused refused_by_rule message~只能解除
