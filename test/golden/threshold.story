# 100 yuan are written down, 100.01 are stopped.
report amount=500.00 matched=7
move C1 account=2 due=100.00
expect pursuit_moved
move C1 account=2 due=100.01
expect pursuit_moved
expect order_drafted amount=100.01
expect order_approved
# the same for what is to be added: a gap of 100 yuan waits, one fen more does not
move C1 account=2 due=200.01
expect pursuit_moved
move C1 account=2 due=200.02
expect pursuit_moved
expect order_drafted amount=100.01 ordinal=2
expect order_approved
