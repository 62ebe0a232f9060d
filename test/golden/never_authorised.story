# An order that nobody allowed to go was never sent: a reply to it changes nothing.
report amount=500.00 matched=7 cascade=no
move C1 account=3 tier=2 due=500.00
see orders O1 state=review
reply O1 0000
expect nothing
at +48h
tick
expect order_expired order=O1
expect need_unmet account=3
reply O1 0000
expect nothing
see orders O1 state=failed authority=none
