# When the earlier freeze lapses the next begins at that very moment, whenever anybody looks.
people
report amount=500.00 matched=7
report amount=400.00 from=8 matched=9
move C1 account=2 due=500.00
move C2 account=2 due=400.00
file C1
file C2
freeze C1 account=2 scope=full why_whole=均系涉案资金
pass O2
reply O2 0000 start=2023-01-01T09:00:00
at 2023-05-01T09:00:00
freeze C2 account=2 scope=full why_whole=均系涉案资金
pass O3
reply O3 0000 queued=yes
at 2023-07-01T08:59:59
tick
see orders O2 state=in_force
see orders O3 state=queued
at 2023-07-01T11:00:00
tick
see orders O2 state=expired
see orders O3 state=in_force times.in_force=2023-07-01T09:00:00 times.deadline=2024-01-01T09:00:00
# the bank's word on it comes after and tells what it holds
reply O3 0000 start=2023-07-01T09:00:00 held=450.00
expect order_answered order=O3 state=in_force reply.held=450.00
reply O3 0000 start=2023-07-01T09:00:00 held=450.00
expect nothing
