# 调取证据: two officers and the unit's head, a paper, a term; what came is named with its digest.
people
report amount=500.00 matched=7
move C1 account=2 due=500.00
reply O1 0000
as wang
sign O1
as li
evidence C1 account=9
refused not_found
evidence C1 second=li
refused refused_by_rule where=/second
evidence C1 paper=""
refused refused_by_rule where=/document
evidence C1 kind=device_log
refused bad_input where=/until
evidence C1 kind=device_log from=2023-01-01T09:00:01 until=2023-01-01T10:00:00
refused bad_input where=/from
evidence C1 kind=camera from=2023-01-01T08:00:00 until=2023-01-01T08:30:00
refused bad_input where=/place
evidence C1 kind=vouchers
refused bad_input where=/serials
# not yet filed: asking is allowed
evidence C1
expect order_drafted id=O2 family=evidence_request evidence.kind=opening_file approval.second=wang ground.article~第六十二条
evidence C1
refused conflict message~O000002
as wang
sign O2
as qian
approve O2 reason=同意
expect order_signed order=O2 signature.duty=unit_head
expect order_approved order=O2 deadline=+30d
as li
# 72 hours from the approval; a day before it is told, at the lapse the unit's head
at 2023-01-03T08:59:59
tick
see orders O2 state=approved
at +1s
tick
see tasks K3 kind=evidence_due order=O2 due=2023-01-04T09:00:00
at 2023-01-04T08:59:59
tick
expect nothing
at +1s
tick
expect clock_rung order=O2 rung.clock=evidence
expect task_opened kind=evidence_overdue duty=unit_head
# it is still open: what comes late counts
reply O2 0000
refused bad_input where=/evidence/reference
reply O2 0000 file=开户资料.zip sha256=12
refused bad_input where=/evidence/sha256
reply O2 0000 file=开户资料.zip
expect order_answered order=O2 state=answered reply.evidence.reference=开户资料.zip
expect task_finished
expect task_finished
reply O2 0000 file=x.zip
expect nothing
# a refusal says why
evidence C1 kind=vouchers serial=S7
pass O3
reply O3 0300 message=没有该流水
expect order_answered order=O3 state=refused reply.message=没有该流水
