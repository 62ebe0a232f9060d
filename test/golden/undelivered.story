# An order that nobody acknowledges joins the undelivered after a minute; it goes another way under its own number.
report amount=500.00 matched=7
move C1 account=2 due=500.00
sent O1
at +59s
tick
expect nothing
at +1s
tick
expect clock_rung order=O1 rung.clock=delivery
requeue O1 channel=nowhere reason=改走
refused bad_input message~nowhere
requeue O1 channel=direct reason=
refused bad_input message~why
requeue O1 channel=direct reason=电话已确认改走直连
expect order_requeued order=O1 channel=direct reason=电话已确认改走直连
see orders O1 state=approved channel=direct handling.handed_from=hub handling.requeued=1 times.sent=none
# its minute begins anew
at +60s
tick
expect clock_rung order=O1 rung.clock=delivery
sent O1
expect order_sent order=O1
# both channels may have delivered it: the second acknowledgement and the second answer change nothing
ack O1 number=P1
expect order_acknowledged
ack O1 number=P2
expect nothing
# half an hour without a word on what it did
at +30m
tick
expect clock_rung order=O1 rung.clock=feedback
reply O1 0000
expect order_answered state=in_force
reply O1 0000
expect nothing
requeue O1
refused conflict message~已办理
give_up O1 reason=已办
refused conflict message~已办理
