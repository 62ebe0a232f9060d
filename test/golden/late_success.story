# The channel gave up, the need was written down; then the bank says that it did stop.
report amount=500.00 matched=7
move C1 account=2 due=500.00
fail O1 error=断线
expect order_send_failed final_refusal=false
see orders O1 state=approved
fail O1 error=断线
expect nothing
fail O1 error=拒收 final=yes
expect order_send_failed final_refusal=true
expect need_unmet account=2 unmet.reason~拒收
see orders O1 state=failed
reply O1 1100
expect nothing
at +1h
reply O1 0000 start=2023-01-01T09:30:00
expect order_answered state=in_force deadline=2023-01-03T09:30:00
expect need_unmet account=2 unmet=none
see orders O1 state=in_force
