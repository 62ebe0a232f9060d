# Code 1304: no stop any more; a freeze is proposed, and an officer takes it up.
people
report amount=500.00 matched=7
move C1 account=2 due=500.00
reply O1 1304
expect order_answered state=refused
expect need_unmet account=2 unmet.reason~1304
expect task_opened kind=stop_exhausted
expect order_drafted id=O2 family=freeze state=draft amount=500.00 approval.drafted_by=""
# it is nobody's yet: it can neither be signed nor approved
as wang
sign O2
refused conflict
as zhao
approve O2 reason=同意
refused conflict
as li
file C1
freeze C1 account=2 amount=450.00
expect order_rejected order=O2 reason~已由民警办理
expect order_drafted id=O3 corrects=O2 amount=450.00 approval.drafted_by=li
