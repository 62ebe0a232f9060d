# The first account is stopped for the tainted amount on the officer's own word.
report amount=50000.00 from=1 to=2 matched=7
expect case_opened case_id=C1 fraud_type=刷单返利
expect cascade_authorised case_id=C1 cascade.by=li cascade.hops_max=10 cascade.amount_max=5000000.00 cascade.until=+48h cascade.accounts_max=200
move C1 account=2 due=50000.00 balance=61000.00
expect pursuit_moved case_id=C1
expect order_drafted id=O1 family=stop account=2 tier=1 amount=50000.00 ordinal=1 institution=YZ01 channel=hub name_unknown=false justification.transfer=7 justification.serial=S7 ground.article~第二十条 ground.reason~留存涉案资金 ground.term_ms=172800000 ground.notice~止付 ground.appeal~申诉 times.deadline=+48h
expect order_approved order=O1 authority.kind=officer authority.by=li authority.at=2023-01-01T09:00:00
sent O1
expect order_sent order=O1
ack O1 number=P77 platform=H77
expect order_acknowledged partner_number=P77 platform_number=H77
at +2s
reply O1 0000 start=2023-01-01T09:00:01 held=50000.00
expect order_answered order=O1 state=in_force start=2023-01-01T09:00:01 deadline=2023-01-03T09:00:01
see orders O1 state=in_force reply.held=50000.00 excess=0
see cases C1 first_hold_at=2023-01-01T09:00:02
