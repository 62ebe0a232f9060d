# An officer lifts a stop: the bank confirms, the stop is released and a second release is refused.
report amount=500.00 matched=7
move C1 account=2 due=500.00
release O1 reason="核实无关"
refused conflict
reply O1 0000
release O1
refused bad_input
release O1 reason="核实无关"
expect order_drafted id=O2 family=stop_release target=O1 account=2 ground.reason=核实无关
expect order_approved order=O2 authority.kind=officer
release O1 reason="核实无关"
refused conflict
reply O2 1100
expect order_send_failed order=O2 final_refusal=false
see orders O1 state=in_force
reply O2 0000
expect order_answered order=O2 state=answered
expect order_released order=O1 by=O2
see orders O1 state=released
release O1 reason="核实无关"
refused conflict
