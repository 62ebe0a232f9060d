# The holder objects to a freeze: thirty days for an answer, remembered five days and a day before; part of it is lifted without a gap.
people
report amount=500.00 matched=7
move C1 account=2 due=500.00
reply O1 0000
file C1
freeze C1 account=2 amount=500.00
pass O2
reply O2 0000 start=2023-01-01T09:00:00 held=500.00
issue O2 freeze_notice code=1
issue O2 holder_notice code=2
# the bank's paper is not the holder's; a slip of the pen is told
object 1
refused not_found
object 2 raw=000000000001
refused bad_input message~逐位核对
object 2 text=""
refused bad_input
object 2 phone=""
refused bad_input
object 2 wanted=10.00
refused bad_input message~急需
object 2
expect objection_filed objection.order=O2 objection.due=2023-01-31T09:00:00 objection.article~第一百一十七条 objection.text=出售二手相机所得
expect task_opened kind=answer_objection due=2023-01-31T09:00:00
object 2
refused conflict message~正在办理
at 2023-01-26T08:00:00
tick
at 2023-01-26T08:59:59
tick
expect nothing
at +1s
tick
expect clock_rung rung.clock=objection
at 2023-01-31T08:59:59
tick
at +1s
tick
expect clock_rung rung.clock=objection
expect task_opened kind=objection_overdue duty=unit_head
at +1s
tick
expect nothing
# whoever drew the freeze up does not turn the objection down
answer Y1 refuse
refused refused_by_rule rule~异议的复核
answer Y1 reduce second=wang paper=减字1号
refused bad_input
answer Y1 reduce second=wang paper=减字1号 keep=500.00
refused bad_input
answer Y1 reduce second=wang keep=200.00
refused refused_by_rule message~文书
answer Y1 reduce second=li paper=减字1号 keep=200.00
refused refused_by_rule
# what stays ends when the whole would have: on 1 July
answer Y1 reduce second=wang paper=减字1号 keep=200.00
expect order_drafted id=O3 family=freeze amount=200.00 target=O2 freeze.queue=true freeze.behind=2 freeze.months=6 freeze.until=2023-07-01T09:00:00
expect objection_answered answered.ruling=reduce answered.order=O3 answered.keep=200.00
expect task_finished
expect task_finished
answer Y1 release second=wang
refused conflict
pass O3
reply O3 0000 queued=yes former=渝中区分局
expect order_answered order=O3 state=queued
expect order_drafted id=O4 family=freeze_release target=O2
expect order_approved order=O4 authority.kind=rule
reply O4 0000
see orders O3 state=in_force times.in_force=2023-01-31T09:00:01 times.deadline=2023-07-01T09:00:00
see orders O2 state=released
# what is over needs no objection
object 2
refused conflict message~已经结束
