# Too late is too late; an answer that comes late of what the bank did in time counts all the same.
report amount=500.00 matched=7
move C1 account=2 due=500.00
reply O1 0000 start=2023-01-01T08:59:30
at 2023-01-03T08:59:00
extend O1
at 2023-01-03T08:59:30
extend O1
refused refused_by_rule message~届满 rule~延长止付
tick
see orders O1 state=expired
see orders O2 state=failed
see unmet C1 2 amount=500.00
at +1s
# the bank had it in time and says so now
reply O2 0000 end=2023-01-05T08:59:30
expect order_answered order=O2 state=answered
expect stop_extended order=O1 deadline=2023-01-05T08:59:30
expect need_unmet account=2 unmet=none
see orders O1 state=in_force times.ended=none
# another account: the bank says that it came too late
report amount=500.00 from=3 to=4 matched=8
move C2 account=4 due=500.00
reply O3 0000
extend O3
reply O4 1800
expect order_answered order=O4 state=refused
see orders O3 state=in_force
# and the extension that was refused leaves the place free
extend O3
expect order_drafted id=O5 ordinal=2
expect order_approved
# a bank that counts more stops than we know: only a freeze helps
reply O5 1304
expect order_answered order=O5 state=refused
expect order_drafted family=freeze account=4 amount=500.00
