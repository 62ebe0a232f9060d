# Money to live on cannot wait thirty days: a day for an answer, one head's word, the paper afterwards; turned down by another officer.
people
report amount=500.00 matched=7
move C1 account=2 due=500.00
reply O1 0000
file C1
freeze C1 account=2 scope=in_only why_whole=均系涉案资金
pass O2
reply O2 0000 start=2023-01-01T09:00:00 held=900.00
issue O2 holder_notice
object 2 urgency=medical wanted=100.00
expect objection_filed objection.due=2023-01-02T09:00:00 objection.wanted=100.00
expect task_opened kind=answer_objection due=2023-01-02T09:00:00
as wang
answer Y1 refuse reason=无就医材料
expect objection_answered answered.ruling=refuse
expect task_finished
see orders O2 state=in_force
object 2 urgency=living wanted=100.00
as li
answer Y2 reduce keep=900.00 second=wang
refused bad_input
answer Y2 reduce keep=500.00 second=wang
expect order_drafted id=O3 amount=500.00 approval.emergency=已核对材料 approval.before=1
expect objection_answered answered.ruling=reduce
expect task_finished
as wang
sign O3
as zhao
approve O3 reason=同意
expect order_signed signature.duty=district_head
expect order_approved order=O3 papers_due=+24h
reply O3 0000 queued=yes
reply O4 0000
see orders O3 state=in_force
