# A renewal comes before the last ten days; after that it says why; at the expiry it is too late.
people
report amount=500.00 matched=7
move C1 account=2 due=500.00
file C1
freeze C1 account=2 amount=500.00
pass O2
reply O2 0000 start=2023-01-01T09:00:00
renew O1
refused conflict
renew O9
refused not_found
renew O2 reason=""
refused bad_input
renew O2 second=nobody
refused bad_input where=/second
renew O2 second=li
refused refused_by_rule where=/second
renew O2 paper=""
refused refused_by_rule where=/document
at 2023-06-21T08:59:59
renew O2
expect order_drafted id=O3 family=freeze_renewal target=O2 freeze.months=6 approval.before=3
renew O2
refused conflict message~O000003
pass O3
see orders O3 state=approved
reply O3 0000
expect order_answered order=O3 state=answered
expect freeze_renewed order=O2 by=O3 deadline=2024-01-01T09:00:00 renew_by=2023-12-22T09:00:00
# the second: exactly ten days before
at 2023-12-22T09:00:00
renew O2
refused refused_by_rule where=/late_reason rule~22号 message~10
at +1s
renew O2
refused refused_by_rule where=/late_reason
renew O2 late=审批流转延误 major=yes
expect order_drafted id=O4 ground.reason~审批流转延误 freeze.months=12 approval.before=4
pass O4
# approved, and void if the bank has not done it when the freeze lapses
see orders O4 state=approved times.deadline=2023-12-25T09:00:01
reply O4 0000
expect order_answered order=O4
expect freeze_renewed deadline=2025-01-01T09:00:00
see orders O2 freeze.renewals=2
