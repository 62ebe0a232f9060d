# With less than a month left, signing and sending included, there is nothing to cut a freeze down to: it is lifted or lapses.
people
report amount=500.00 matched=7
move C1 account=2 due=500.00
reply O1 0000
file C1
freeze C1 account=2 amount=500.00
pass O2
reply O2 0000 start=2023-01-01T09:00:00 held=500.00
issue O2 holder_notice
at 2023-05-26T09:00:00
object 2
at 2023-05-26T09:00:01
answer Y1 reduce second=wang paper=减字1号 keep=200.00
refused refused_by_rule message~不足一个月
answer Y1 release second=wang paper=解字1号
expect order_drafted id=O3 family=freeze_release target=O2
expect objection_answered answered.ruling=release answered.order=O3
expect task_finished
# lapsed: nothing is left to object to
at 2023-07-01T09:00:00
object 2
refused conflict message~已经结束
