# Two officers, three steps, six months; the stop turns into the freeze; it lapses at its hour.
people
report amount=500.00 matched=7
move C1 account=2 due=500.00
reply O1 0000
file C1
freeze C1 account=2 amount=500.00
expect order_drafted id=O2 replaces=[1] approval.before=3
# nobody approves before the second officer signed, and nobody signs in their place
as qian
approve O2 reason=同意
refused conflict
sign O2
refused forbidden message~wang
as wang
sign O2
expect order_signed order=O2 signature.duty=none signature.by=wang
sign O2
refused conflict
# who drew it up or signed it does not approve it; each step has its office
approve O2 reason=同意
refused refused_by_rule rule~回避
as li
approve O2 reason=同意
refused refused_by_rule rule~回避
as sun
approve O2 reason=同意
refused forbidden message~办案部门负责人
as qian
approve O2
refused bad_input
approve O2 reason=同意
expect order_signed signature.duty=unit_head signature.by=qian
see orders O2 state=review
approve O2 reason=同意
refused refused_by_rule
as zhao
approve O2 reason=同意
refused forbidden message~法制审核
as sun
approve O2 reason=合法
expect order_signed signature.duty=legal_review
as zhao
approve O2 reason=同意
expect order_signed signature.duty=district_head
expect order_approved order=O2 authority.by=zhao authority.bounds~县级公安机关负责人 deadline=+72h
ack O2
reply O2 0000 start=2023-01-01T09:00:00 held=500.00
expect order_answered state=in_force start=2023-01-01T09:00:00 deadline=2023-07-01T09:00:00 renew_by=2023-06-21T09:00:00 screen_by=2023-04-01T09:00:00
expect order_converted order=O1 by=O2
see orders O1 state=converted
see no unmet C1 2
# what the freeze holds needs no stop
move C1 account=2 due=500.01
expect pursuit_moved
screen O2 related
at 2023-07-01T08:59:59
tick
see orders O2 state=in_force
at +1s
tick
expect order_expired order=O2
expect task_finished
expect need_unmet account=2 unmet.reason~冻结已到期
see orders O2 state=expired
at +1s
tick
expect nothing
