# A stop waits for nobody; another officer signs afterwards, within twelve hours.
people
user desk1 role=officer
report amount=500.00 matched=7
move C1 account=2 due=500.00 ; account=3 due=400.00
see orders O1 state=approved
sign O1
refused refused_by_rule rule~二人
as nobody
sign O1
refused refused_by_rule
as desk1
sign O1 O1
refused bad_input where=/orders
sign O1 O9
refused not_found where=/orders/1
sign O1
expect order_countersigned order=O1 signature.by=desk1
sign O2 O1
refused conflict where=/orders/1
at +1m
tick
at 2023-01-01T14:59:59
tick
expect nothing
at +1s
tick
expect clock_rung order=O2 rung.clock=countersign
expect task_opened kind=countersign due=2023-01-01T21:00:00
at 2023-01-01T21:00:00
tick
expect clock_rung order=O2
expect task_opened kind=countersign_overdue duty=unit_head
finish K2 note=已催
refused forbidden
sign O2
expect order_countersigned order=O2
expect task_finished task=K1
expect task_finished task=K2
