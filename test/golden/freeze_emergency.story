# An emergency goes on the head's word; paper and the other steps follow within a day, or it is lifted.
people
report amount=500.00 matched=7
move C1 account=2 due=500.00 ; account=3 due=500.00
file C1
freeze C1 account=2 amount=500.00 paper="" emergency=资金正在转移
expect order_drafted id=O3 approval.before=1 approval.emergency=资金正在转移
freeze C1 account=3 amount=500.00 paper="" emergency=资金正在转移
as wang
sign O3 O4
as zhao
approve_all O3 O4 reason=先行冻结
expect order_signed order=O3 signature.duty=district_head
expect order_approved order=O3 papers_due=+24h
expect order_signed order=O4
expect order_approved order=O4
as li
reply O3 0000
reply O4 0000
# the first gets everything
as qian
approve O3 reason=同意
expect order_signed order=O3 signature.duty=unit_head
at +20h
tick
see orders O3 state=in_force
as sun
approve O3 reason=合法
expect order_signed order=O3 signature.duty=legal_review
approve O3 reason=合法
refused conflict
as li
paper O3 number=冻字9号
expect paper_supplied order=O3 document=冻字9号
expect task_finished
paper O3 number=冻字10号
refused conflict
# the second gets nothing
at 2023-01-02T08:59:59
tick
see orders O4 state=in_force
at +1s
tick
expect clock_rung order=O4 rung.clock=papers
expect order_drafted id=O5 family=freeze_release target=O4 ground.reason~后补手续
expect order_approved authority.kind=rule
reply O5 0000
see orders O4 state=released
see orders O3 state=in_force
