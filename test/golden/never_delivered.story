# An order that no bank answered within its term failed, and the need is open again.
report amount=500.00 matched=7
move C1 account=2 due=500.00
sent O1
at +48h
tick
expect order_expired order=O1
expect need_unmet account=2 unmet.reason~未能送达
see orders O1 state=failed
# the bank did stop it, as we learn late: it counts, from the bank's own time
at +1m
reply O1 0000 start=2023-01-01T10:00:00
expect order_answered state=in_force deadline=2023-01-03T10:00:00
expect need_unmet account=2 unmet=none
see orders O1 state=in_force times.ended=none
at 2023-01-03T10:00:00
tick
expect order_expired order=O1
expect need_unmet unmet.reason~到期
expect clock_rung order=O1 rung.clock=countersign
expect task_opened kind=countersign_overdue
