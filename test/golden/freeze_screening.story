# Screening: told before, then only a head may keep the freeze; found unrelated it goes in three days.
people
report amount=500.00 matched=7
move C1 account=2 due=500.00 ; account=3 due=500.00
file C1
freeze C1 account=2 scope=in_only why_whole=均系涉案资金
freeze C1 account=3 amount=500.00
pass O3 O4
reply O3 0000 start=2023-01-01T09:00:00
expect order_answered screen_by=2023-02-01T09:00:00
reply O4 0000 start=2023-01-01T09:00:00
expect order_answered screen_by=2023-04-01T09:00:00
at 2023-01-25T08:59:59
tick
tick
expect nothing
at +1s
tick
expect clock_rung order=O3 rung.clock=screening
expect task_opened kind=screen_freeze order=O3 due=2023-02-01T09:00:00 article~22号
at 2023-02-01T08:59:59
screen O3 related
expect freeze_screened finding=related
expect task_finished
see orders O3 freeze.screening.finding=related
# the other one's clock runs out
at 2023-04-01T09:00:00
tick
see orders O4 state=in_force
screen O4 related
refused refused_by_rule message~负责人 rule~22号
finish K2 note=算了
refused conflict message~甄别
as zhao
screen O4 related reason=流水未调取完毕
expect freeze_screened order=O4 finding=related
expect task_finished
# found unrelated after all: three days, by anybody
as li
screen O4 unrelated
expect freeze_screened finding=unrelated release_by=2023-04-04T09:00:00
expect task_opened kind=release_unrelated order=O4 due=2023-04-04T09:00:00 article~第一百四十五条
screen O4 related
refused conflict
at 2023-04-04T08:59:59
tick
see orders O4 state=in_force
see no orders O5
at +1s
tick
expect clock_rung order=O4 rung.clock=release
expect order_drafted id=O5 family=freeze_release target=O4 ground.reason~无关
expect order_approved order=O5 authority.kind=rule authority.bounds~第一百四十五条
at +1s
tick
expect nothing
reply O5 0000
expect order_answered
expect order_released order=O4 by=O5
expect task_finished
expect need_unmet account=3
