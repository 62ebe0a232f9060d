# 撤案: every freeze that stood on the filing ends at once, and what waits is turned down.
people
report amount=500.00 matched=7
move C1 account=2 due=500.00 ; account=3 due=200.00
reply O1 0000
withdraw C1
refused conflict
file C1
freeze C1 account=2 amount=500.00
pass O3
reply O3 0000 held=500.00
freeze C1 account=3 amount=200.00
pass O4
freeze C1 account=3 amount=100.00
expect order_drafted id=O5
withdraw C1 number=""
refused bad_input where=/number
withdraw C1 decided=+1s
refused bad_input where=/decided_at
withdraw C1 number=渝公撤字1号 reason=系经济纠纷
expect filing_withdrawn withdrawal.number=渝公撤字1号 withdrawal.filing=渝公立字〔2023〕1号
expect order_drafted id=O6 family=freeze_release target=O3
expect order_approved order=O6 authority.kind=rule authority.bounds~第一百六十三条
expect order_rejected order=O5
see cases C1 withdrawn.reason=系经济纠纷
# the bank froze what was on its way: that ends too
reply O4 0000
expect order_answered order=O4 state=in_force
expect order_drafted id=O7 family=freeze_release target=O4
expect order_approved order=O7 authority.kind=rule
reply O6 0000
see orders O3 state=released
# nothing new is stopped or frozen, unless it is filed again
stop C1 account=2 amount=1.00 reason=再止付
refused conflict
freeze C1 account=2 amount=1.00
refused refused_by_rule message~尚未立案
file C1 number=渝公立字〔2023〕2号
expect case_filed
see cases C1 filed.number=渝公立字〔2023〕2号
