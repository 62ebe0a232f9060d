# A stop lapses 48 hours after the bank's stop, not a millisecond earlier.
report amount=500.00 matched=7
move C1 account=2 due=500.00
reply O1 0000 start=2023-01-01T08:59:30
expect order_answered deadline=2023-01-03T08:59:30
as wang
user wang
sign O1
at 2023-01-03T08:59:29.999
tick
expect clock_rung order=O1 rung.clock=stop_review
expect task_opened kind=stop_review due=2023-01-03T08:59:30
expect clock_rung order=O1 rung.clock=stop_lapse
expect task_opened kind=stop_lapsing due=2023-01-03T08:59:30
as li
tick
expect nothing
see orders O1 state=in_force
at +1ms
tick
expect order_expired order=O1
expect need_unmet account=2 unmet.amount=500.00 unmet.reason~到期 unmet.article~第二十条
see orders O1 state=expired times.ended=2023-01-03T08:59:30
tick
expect nothing
# one repetition is allowed, by hand
stop C1 account=2 amount=500.00 reason="补办手续"
expect order_drafted ordinal=2 amount=500.00
expect order_approved authority.kind=officer
expect need_unmet account=2 unmet=none
