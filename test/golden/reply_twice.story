# A repeated reply changes nothing, whatever it says.
report amount=500.00 matched=7
move C1 account=2 due=500.00
reply O1 0000
reply O1 0000
expect nothing
reply O1 0301
expect nothing
sent O1
expect nothing
ack O1
expect nothing
fail O1 error=x final=yes
expect nothing
see orders O1 state=in_force
