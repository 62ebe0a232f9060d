# The hold at an account is the smaller of its known balance and the sum over cases.
report amount=500.00 matched=7
report amount=300.00 from=5 matched=8
expect case_opened case_id=C2
expect cascade_authorised case_id=C2
move C1 account=2 due=500.00 balance=700.00
expect pursuit_moved
expect order_drafted case_id=C1 amount=500.00
expect order_approved
# 500 + 300 are due, 700 are there: 200 are added
move C2 account=2 due=300.00 balance=700.00
expect pursuit_moved
expect order_drafted case_id=C2 amount=200.00 ordinal=2
expect order_approved
# one case alone never holds more than the balance
move C1 account=4 due=900.00 balance=400.00
expect pursuit_moved
expect order_drafted account=4 amount=400.00
expect order_approved
