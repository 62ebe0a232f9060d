# What follows from a bank's code: freeze, partial, retry, end.
report amount=500.00 matched=7
move C1 account=2 due=500.00 ; account=3 due=500.00 ; account=4 due=500.00 ; account=5 due=500.00
reply O1 1304
expect order_answered order=O1 state=refused
expect need_unmet account=2 unmet.reason~1304
expect task_opened kind=stop_exhausted account=2 amount=500.00
expect order_drafted family=freeze state=draft account=2 amount=500.00 ground.reason~拟冻结
# part of it is held: the stop stands
reply O2 1200 held=120.00
expect order_answered order=O2 state=in_force reply.held=120.00
# the bank's network: the order stays out and goes again
sent O3
reply O3 1100 message=网络异常
expect order_send_failed order=O3 error=网络异常 final_refusal=false
see orders O3 state=sent last_error=网络异常
reply O3 1100 message=网络异常
expect nothing
reply O3 0000
expect order_answered order=O3 state=in_force
# nothing further
reply O4 0302
expect order_answered order=O4 state=refused
expect need_unmet account=5 unmet.reason~白名单
