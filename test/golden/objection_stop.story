# The holder objects to a stop: a day for an answer, since the stop has two; upheld, everything of the case at the account goes in one step.
people
report amount=500.00 matched=7
move C1 account=2 due=500.00
reply O1 0000 start=2023-01-01T09:00:00
issue O1 holder_notice
object 1 situation=wages
expect objection_filed objection.due=2023-01-02T09:00:00 objection.article~对止付的异议
expect task_opened kind=answer_objection
file C1
freeze C1 account=2 amount=500.00
sign O2
refused forbidden
as wang
answer Y1 reduce keep=100.00 second=li paper=x
refused conflict message~不适用
answer Y1 release reason=工资 second=li paper=解字1号
expect order_drafted id=O3 family=stop_release target=O1
expect order_approved order=O3
expect order_rejected order=O2 reason~异议成立
expect objection_answered answered.ruling=release
expect task_finished
reply O3 0000
see orders O1 state=released
see orders O2 state=rejected
