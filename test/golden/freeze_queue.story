# A second whole-account freeze takes its place in the queue and moves on by itself.
people
report amount=500.00 matched=7
report amount=400.00 from=8 matched=9
move C1 account=2 due=500.00
move C2 account=2 due=400.00
file C1
file C2
freeze C1 account=2 scope=in_only why_whole=均系涉案资金
see orders O2 freeze.queue=false
pass O2
reply O2 0000 start=2023-01-01T09:00:00
freeze C2 account=2 scope=in_only why_whole=均系涉案资金
expect order_drafted id=O3 freeze.queue=true freeze.behind=O2
pass O3
reply O3 0000 queued=yes former=渝中区分局 former_until=2023-07-01T09:00:00
expect order_answered order=O3 state=queued reply.former.department=渝中区分局 deadline=2023-07-01T09:00:00
# a third stands behind the second
report amount=300.00 from=9 matched=11
move C3 account=2 due=300.00
file C3
freeze C3 account=2 scope=in_only why_whole=均系涉案资金
expect order_drafted id=O4 freeze.behind=O3
pass O4
at +1d
reply O4 0000 queued=yes
see orders O4 state=queued
# the first is lifted: the second is in force from then, its term its own
unfreeze O2
expect order_drafted id=O5 family=freeze_release target=O2 approval.before=1 ground.article~第一百四十五条
as wang
sign O5
as qian
approve O5 reason=同意
refused forbidden
as zhao
approve O5 reason=同意
at 2023-01-10T10:00:00
reply O5 0000
expect order_answered order=O5 state=answered
expect order_released order=O2 by=O5
# the bank had told of a freeze until July: it says itself when that ended early
expect need_unmet account=2 unmet.reason~解除
see orders O3 state=queued
reply O3 0000 start=2023-01-10T10:00:00 held=500.00
expect order_answered order=O3 state=in_force start=2023-01-10T10:00:00 deadline=2023-07-10T10:00:00
reply O3 0000 start=2023-01-10T10:00:00 held=500.00
expect nothing
# the second lapses: the third, of which no longer one was told, begins at that moment
as li
screen O3 related
at 2023-06-30T10:00:00
see orders O4 state=queued
