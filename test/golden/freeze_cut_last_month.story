# A freeze in its last month is cut down too: what stays ends when the whole would have, to the millisecond.
people
report amount=500.00 matched=7
move C1 account=2 due=500.00
reply O1 0000
file C1
freeze C1 account=2 amount=500.00
pass O2
reply O2 0000 start=2023-01-01T09:00:00 held=500.00
issue O2 holder_notice
at 2023-06-20T09:00:00
object 2
answer Y1 reduce second=wang paper=减字1号 keep=200.00
expect order_drafted id=O3 family=freeze target=O2 amount=200.00 freeze.months=1 freeze.until=2023-07-01T09:00:00 freeze.behind=O2
expect objection_answered answered.ruling=reduce answered.order=O3
expect task_finished
pass O3
reply O3 0000 queued=yes
expect order_answered order=O3 state=queued
expect order_drafted id=O4 family=freeze_release target=O2
expect order_approved order=O4
reply O4 0000
expect order_answered order=O4
expect order_released order=O2
expect freeze_advanced order=O3 deadline=2023-07-01T09:00:00
expect need_unmet account=2 unmet.reason~解除
# a bank that says a later end is not believed
reply O3 0000 held=200.00 start=2023-06-20T09:00:00 end=2023-07-20T09:00:00
see orders O3 times.deadline=2023-07-01T09:00:00
at 2023-07-01T08:59:59.999
tick
see orders O3 state=in_force
at +1ms
tick
see orders O3 state=expired
# lapsed: nothing is left to object to
object 2
refused conflict message~已经结束
