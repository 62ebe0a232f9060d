# What waits for review goes on an officer's reason, or not at all.
report amount=50000.00 matched=7 cascade=no
move C1 account=3 tier=2 due=30000.00 ; account=4 tier=2 due=20000.00
as wang
approve O1
refused bad_input where=/reason
approve O1 reason="资金快进快出"
expect order_approved order=O1 authority.kind=officer authority.by=wang authority.bounds=资金快进快出
approve O1 reason="再次"
refused conflict
reject O2 reason="正常商户"
expect order_rejected order=O2
expect need_unmet account=4 unmet.amount=20000.00 unmet.reason~正常商户 unmet.article~第二十条
see orders O2 state=rejected
# an officer's no is not undone by the pursuit
move C1 account=4 tier=2 due=21000.00
expect pursuit_moved
expect need_unmet account=4 unmet.amount=21000.00 unmet.reason~未批准
