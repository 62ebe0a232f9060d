# Reopened, a case settles by what its pursuit finds now, though nothing changed since it was told.
report amount=500.00 matched=7
study C1
inquire C1
result C1 exhausted
close C1 outcome=nothing_left reason=资金已无可追
move C1 account=2 due=500.00
expect nothing
reopen C1 reason=
refused bad_input where=/reason
reopen C1 reason=又有资金线索
expect case_reopened case_id=C1 reason=又有资金线索
see cases C1 resumed=true
move C1 account=2 due=500.00
expect pursuit_moved case_id=C1
expect order_drafted id=O1 account=2 amount=500.00
expect order_approved order=O1
# once more, and the same finding is told: it holds what is held already
reply O1 0000
close C1 leave_orders=到期自动解除
reopen C1
move C1 account=2 due=500.00
expect pursuit_moved
see no orders O2
# a payment that no feed has shown is somebody's task again
report amount=200.00 from=5 to=6
close C2 leave_orders=答复后再看 leave_tasks=由分局核实
finish K1 note=未见
reopen C2
expect case_reopened
expect task_opened kind=loss_unmatched case_id=C2 account=6
