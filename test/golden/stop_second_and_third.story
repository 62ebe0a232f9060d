# More money becomes a second stop; a third is against the rule: it is written down and a person told.
report amount=900.00 matched=7
move C1 account=2 due=300.00
expect pursuit_moved
expect order_drafted ordinal=1 amount=300.00
expect order_approved
move C1 account=2 due=500.00
expect pursuit_moved
expect order_drafted ordinal=2 amount=200.00
expect order_approved
move C1 account=2 due=900.00
expect pursuit_moved
expect task_opened kind=stop_exhausted account=2 amount=400.00 due=+60m owner=li
expect order_drafted family=freeze state=draft amount=400.00
expect need_unmet account=2 unmet.amount=400.00 unmet.reason~2 unmet.article~以两次为限
stop C1 account=2 reason="整户止付"
refused refused_by_rule rule~以两次为限
# a refused stop was none: it leaves room
reply O2 1000
move C1 account=2 due=901.00
expect pursuit_moved
expect need_unmet account=2 unmet=none
expect order_drafted ordinal=2 amount=601.00
expect order_approved
