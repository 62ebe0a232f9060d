# 延长止付: once, before the stop lapses, and it counts as the second stop of the account.
report amount=500.00 matched=7
move C1 account=2 due=500.00
reply O1 0000 start=2023-01-01T08:59:30
extend O1 reason=""
refused bad_input
# a second before it lapses it may be asked for; the order itself ends with the stop
at 2023-01-03T08:59:29
extend O1 reason=尚未立案
expect order_drafted id=O2 family=stop_extension target=O1 ordinal=2 amount=500.00 times.deadline=2023-01-03T08:59:30 ground.article~第二十条
expect order_approved order=O2 authority.kind=officer
extend O1
refused conflict message~O000002
reply O2 0000 end=2023-01-05T08:59:30
expect order_answered order=O2 state=answered
expect stop_extended order=O1 by=O2 deadline=2023-01-05T08:59:30
# it counts: neither a further stop nor a further extension
stop C1 account=2 amount=1.00 reason=再次止付
refused refused_by_rule rule~两次
extend O1
refused refused_by_rule rule~两次
# and it lapses after its own term, not a millisecond earlier
at 2023-01-05T08:59:29.999
tick
see orders O1 state=in_force
at +1ms
tick
see orders O1 state=expired times.ended=2023-01-05T08:59:30
extend O1
refused conflict
