# Orders of an assisted channel are taken to another system by an officer, all or none, and who saw them is on record.
report amount=500.00 matched=7
move C1 account=2 due=500.00
take_by_hand O1
refused conflict message~人工通道 where=/orders/0
requeue O1 channel=desk reason=通道中断，改由人工录入
expect order_requeued order=O1 channel=desk
see orders O1 handling.by_hand=true channel=desk
take_by_hand O1 O9
refused not_found where=/orders/1
take_by_hand O1 reason=
refused bad_input message~why
take_by_hand O1 reason=录入平台
expect revealed kind=order id=O000001 field=assisted reason=录入平台
expect order_sent order=O1
# taken again it is seen again, and sent once
take_by_hand O1
expect revealed id=O000001
# a hand is slower than a wire: it has a quarter of an hour
at +14m
tick
expect nothing
at +1m
tick
expect clock_rung order=O1 rung.clock=delivery
ack O1 number=P7
expect order_acknowledged partner_number=P7
take_by_hand O1
expect revealed
reply O1 0000
expect order_answered state=in_force
take_by_hand O1
refused conflict message~不在办理中
