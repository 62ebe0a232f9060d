# What a return plan is refused for, and how one comes to nothing.
people
report amount=400.00 from=11 matched=7
move C1 account=2 due=400.00
as li
plan C9
refused not_found
plan C1
refused refused_by_rule message~尚未立案
file C1
freeze C1 account=2 amount=400.00
pass O2
reply O2 0000 held=400.00 start=2023-01-01T09:00:00
plan C1 reason=""
refused bad_input where=/reason
plan C1 second=nobody
refused bad_input where=/second
plan C1 second=li
refused refused_by_rule where=/second
plan C1 paper=""
refused refused_by_rule where=/document
plan C1 exclude=O1
refused bad_input where=/exclusions/0/order
plan C1 exclude=O2 decision=""
refused bad_input where=/exclusions/0/decision
plan C1 exclude=O2 excluded=400.01
refused bad_input where=/exclusions message~400.00
# an open objection of the holder: answered first, or left out whole
issue O2 holder_notice code=1
object 1
plan C1
refused refused_by_rule message~异议尚未答复
plan C1 exclude=O2 excluded=399.99
refused refused_by_rule message~异议尚未答复
as wang
answer Y1 refuse
as li
plan C1 exclude=O2 excluded=100.00 decision=善意取得，决定书1号
expect return_planned id=F1
plan_failed F1 why=付款不在流水中
expect return_plan_ended state=failed why~流水
worked F1 account=2 v0=1.00
refused conflict
plan C1 exclude=O2 excluded=100.00
worked F2 account=2 rung=single v0=300.00 left=100.00
as zhou
reject_plan F2
expect return_plan_ended state=rejected
reject_plan F2
refused conflict
as li
# what the plan stands on is gone by the time of the last signature
plan C1
worked F3 account=2 rung=single v0=400.00 left=0.00
as wang
sign_plan F3
as qian
approve_plan F3
as sun
approve_plan F3
as li
pay_back O2 amount=1.00
as zhao
approve_plan F3
as zhou
approve_plan F3
refused conflict message~重新制作
as li
reject_plan F3
expect return_plan_ended state=rejected
expect task_finished
