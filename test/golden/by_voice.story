# The wire is down: an order is handed over by telephone, its clocks run on, the answer is written down.
people
report amount=500.00 matched=7
move C1 account=2 due=500.00
channel hub down
speak O1 person=""
refused bad_input where=/person
speak O1 when=+1s
refused bad_input where=/at
speak O1 when=-1s
refused bad_input where=/at
at +40s
speak O1 way=fax when=-10s note=已传真申请表
expect order_spoken order=O1 spoken.way=fax spoken.by=li
expect order_acknowledged order=O1
speak O1
refused conflict message~已办理
reply O1 0000 held=500.00
expect order_answered order=O1 state=in_force deadline=+48h
# the wire comes back and the bank answers by it as well: one order, one answer
reply O1 0000
expect nothing
# one that had failed already
move C1 account=3 due=200.00
fail O2 error=断线 final=yes
expect order_send_failed
expect need_unmet account=3
speak O2
expect order_spoken order=O2
expect order_acknowledged order=O2
expect need_unmet account=3 unmet=none
see orders O2 state=acknowledged times.ended=none
# nobody answers: after half an hour it is chased as any other
at +30m
tick
expect clock_rung order=O2 rung.clock=feedback
