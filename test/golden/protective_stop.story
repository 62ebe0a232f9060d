# 保护性止付: with the holder's consent on record, short, and it ends by itself.
people
report amount=500.00 matched=7
move C1 account=2 due=500.00
protect C1 account=2
refused not_found
protect C1 reference=""
refused bad_input where=/consent/reference
protect C1 by=""
refused bad_input where=/consent/by
protect C1 given=+1s
refused bad_input where=/consent/given_at
protect C1 given=-24h
refused bad_input where=/consent/given_at
protect C1 hours=25
refused refused_by_rule where=/hours rule~保护性止付
protect C1 hours=0
refused refused_by_rule where=/hours
protect C1 given=-1m
expect order_drafted id=O2 family=protective_stop account=1 institution=YZ02 amount=none consent.way=telephone justification=none ground.article~第三十四条
expect order_approved order=O2 authority.kind=officer
protect C1
refused conflict message~O000002
reply O2 0000 start=2023-01-01T09:00:00
expect order_answered state=in_force deadline=2023-01-02T09:00:00
# it is no stop of the case: nothing counts as held, and its number of stops is untouched
see cases C1 first_hold_at=none
as wang
sign O1 O2
as li
# the holder is called before it ends
at 2023-01-02T06:59:59
tick
see orders O2 state=in_force
at +1s
tick
expect clock_rung order=O2 rung.clock=protection
expect task_opened kind=protection_lapsing account=1 due=2023-01-02T09:00:00
at 2023-01-02T08:59:59
tick
expect nothing
at +1s
tick
expect order_expired order=O2
see orders O2 state=expired
# it may be consented to anew
protect C1 hours=1
expect order_drafted id=O3 ground.term_ms=3600000
expect order_approved
