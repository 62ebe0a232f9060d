# The bank does not stop on a wrong name; the registered one is asked for and offered in one step.
report amount=500.00 matched=7
move C1 account=2 due=500.00
correct O1
refused conflict
reply O1 0301
expect order_answered order=O1 state=refused reply.result=0301 deadline=none
expect need_unmet account=2 unmet.amount=500.00 unmet.reason~户名不符 unmet.article~第二十条
expect order_drafted id=O2 family=subject_query account=2 target=O1 amount=none times.deadline=+24h
expect order_approved order=O2 authority.by=li
correct O1
refused conflict
reply O2 0000 name=王五
expect order_answered order=O2 state=answered
expect candidate_found order=O1 name=王五
correct O1
expect order_drafted id=O3 family=stop amount=500.00 named=王五 corrects=O1 ordinal=1
expect order_approved order=O3 authority.kind=officer
expect need_unmet account=2 unmet=none
correct O1
refused conflict message~O000003
reply O3 0000
expect order_answered state=in_force
