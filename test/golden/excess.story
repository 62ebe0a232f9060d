# What the trace no longer justifies is marked; only an officer releases it.
report amount=900.00 matched=7
move C1 account=2 due=300.00
move C1 account=2 due=500.00
reply O1 0000
# the second stop is still on its way: what is beyond the need sits in the newest
move C1 account=2 due=400.00
expect pursuit_moved
expect excess_found order=O2 excess=100.00
expect task_opened kind=hold_excess account=2 amount=100.00
reply O2 0000
expect order_answered order=O2 state=in_force
see orders O2 excess=100.00
move C1 account=2 due=250.00
expect pursuit_moved
expect excess_found order=O1 excess=50.00
expect excess_found order=O2 excess=200.00
# below the threshold nothing justifies a hold
move C1 account=2 due=100.00
expect pursuit_moved
expect excess_found order=O1 excess=300.00
see orders O1 state=in_force
# justified again
move C1 account=2 due=500.00
expect pursuit_moved
expect excess_found order=O1 excess=0
expect excess_found order=O2 excess=0
move C1 account=2 due=0.00
release O2 reason="多止部分"
reply O3 0000
expect order_answered
expect order_released order=O2
see orders O2 excess=0
see orders O1 state=in_force excess=300.00
