# One hold serves several cases. The needs of a closed case count no more; what it left standing holds
# for the others while it lasts, and when it ends they get a stop of their own.
report amount=500.00 matched=7
report amount=300.00 from=5 matched=8
move C1 account=2 due=500.00 balance=900.00
expect pursuit_moved
expect order_drafted id=O1 account=2 amount=500.00
expect order_approved order=O1
reply O1 0000
move C2 account=2 due=300.00 balance=900.00
expect pursuit_moved
expect order_drafted id=O2 account=2 amount=300.00
expect order_approved order=O2
reply O2 0000
# the stop that the first case leaves is its officer's word; the second case's own is justified
close C1 outcome=transferred reason=移送江北分局 leave_orders=由江北分局续办
expect case_closed case_id=C1
see orders O1 excess=0
see orders O2 excess=0
# the first case's 500.00 are not asked for any more
move C2 account=2 due=310.00 balance=900.00
expect pursuit_moved
see no orders O3
move C2 account=2 due=120.00 balance=900.00
expect pursuit_moved
expect excess_found order=O2 excess=180.00
expect task_opened kind=hold_excess case_id=C2

# A second city: the second case leaned on the first one's stop alone.
begin 2023-01-01T09:00:00
report amount=500.00 matched=7
report amount=300.00 from=5 matched=8
move C1 account=2 due=500.00 balance=500.00
reply O1 0000
move C2 account=2 due=300.00 balance=500.00
expect pursuit_moved
close C1 leave_orders=到期自动解除
expect case_closed
at +48h
tick
expect order_expired order=O1
expect order_drafted id=O2 case_id=C2 account=2 amount=300.00 ordinal=2
expect order_approved order=O2
expect clock_rung order=O1
# an officer's release of what a closed case left does the same
begin 2023-01-01T09:00:00
report amount=500.00 matched=7
report amount=300.00 from=5 matched=8
move C1 account=2 due=500.00 balance=500.00
reply O1 0000
move C2 account=2 due=300.00 balance=500.00
close C1 leave_orders=到期自动解除
release O1 reason=核实无关
expect order_drafted id=O2 family=stop_release
expect order_approved order=O2
reply O2 0000
expect order_answered order=O2
expect order_released order=O1
expect order_drafted id=O3 case_id=C2 account=2 amount=300.00 ordinal=2
expect order_approved order=O3
