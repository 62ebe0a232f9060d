# 返还方案, 按比例: two victims at one account; the second officer, thirty days of public notice, objections with their clock,
# four steps of approval, and all returns drawn up at once.
people
report amount=400.00 from=11 matched=7
move C1 account=2 due=400.00
report amount=600.00 from=12 matched=8
move C2 account=2 due=600.00
as li
file C2
freeze C2 account=2 amount=500.00
pass O3
plan C2 ladder=prorata
refused refused_by_rule message~没有可以返还
reply O3 0000 held=500.00 start=2023-01-01T09:00:00
plan C2 ladder=prorata basis=loss
expect return_planned id=F1 state=working case_id=2 choice.basis=loss
# one plan of a case at a time
plan C2
refused conflict message~F000001
sign_plan F1
refused conflict message~还没有算出
worked F1 account=2 rung=prorata v0=200.00 v1=300.00 left=0.00
expect return_plan_worked
# only whom the plan names is its second officer
as li
sign_plan F1
refused forbidden message~wang
as wang
sign_plan F1
expect return_plan_signed
expect return_notice_begun notice.until=2023-01-31T09:00:00
as qian
approve_plan F1
refused conflict message~公告期未满
at 2023-01-10T09:00:00
as public
object_plan F1 text=
refused bad_input where=/text
object_plan F1
expect task_opened kind=plan_objection due=2023-02-09T09:00:00
expect plan_objection_filed objection.due=2023-02-09T09:00:00
# a millisecond before it ends it still runs
at 2023-01-31T08:59:59
object_plan F1 text=我也是被害人
expect plan_objection_filed
at 2023-01-31T09:00:00
object_plan F1
refused not_found
tick
see plans F1 state=review notice.is_over=true
as qian
approve_plan F1
refused conflict message~异议尚未答复
# turned down by somebody else than whoever drew the plan up
as li
answer_plan F1 0
refused refused_by_rule message~起草人以外
as wang
answer_plan F1 0 reason=流水不符
expect plan_objection_answered ruling.upheld=false
answer_plan F1 0
refused conflict
# nobody answered the other one in thirty days
at 2023-03-02T09:00:00
tick
see tasks K3 kind=plan_objection_overdue duty=unit_head
as wang
answer_plan F1 1 reason=并非本案账户
as qian
approve_plan F1
expect return_plan_signed signature.duty=unit_head
approve_plan F1
refused refused_by_rule message~不得再批准
as li
approve_plan F1
refused refused_by_rule
as sun
approve_plan F1
expect return_plan_signed signature.duty=legal_review
as zhao
approve_plan F1
expect return_plan_signed signature.duty=district_head
as zhou
approve_plan F1
expect return_plan_signed signature.duty=city_head
expect order_drafted id=O4 family=fund_return target=O3 amount=200.00 payback.to=11 payback.victim_of=1
expect order_approved order=O4
expect order_drafted id=O5 family=fund_return target=O3 amount=300.00 payback.to=12
expect order_approved order=O5
expect return_plan_ended state=ordered
expect task_finished
reply O4 0000
reply O5 0000
see orders O3 state=released freeze.returned=500.00
