# A bank that cannot lift leaves the stop standing; one that says it already ran out has lifted it.
report amount=500.00 matched=7
move C1 account=2 due=500.00
reply O1 0000
release O1 reason="核实无关"
reply O2 1000
expect order_answered order=O2 state=refused
see orders O1 state=in_force
release O1 reason="再次解除"
expect order_drafted id=O3 target=O1
expect order_approved
reply O3 1900
expect order_answered order=O3 state=answered
expect order_released order=O1 by=O3
