# A warning of the worst grade is signed for within five minutes: told two minutes before, once, and one tier up when nobody did.
warn grade=特危 unit=50010301
expect warning_raised warning.id=J1 warning.grade=特危 warning.unit=50010301 warning.held_by=50010301 warning.state=open warning.person~digest
notice J1 sms delivered
expect notice_moved notice.state=delivered
expect warning_step_taken taken.step=sms taken.result=delivered
at 2023-01-01T09:02:59
tick
expect nothing
at +1s
tick
expect warning_clock_rung warning=J1 step=sign_off due=2023-01-01T09:05:00 lapsed=false held_by=50010301 again=none
at +1s
tick
expect nothing
at 2023-01-01T09:04:59
tick
expect nothing
at +1s
tick
expect warning_clock_rung step=sign_off lapsed=true held_by=500103 again.due=2023-01-01T09:10:00 again.unit=500103
at +1s
tick
expect nothing
# the district does not sign either: the city is the last
at 2023-01-01T09:08:00
tick
expect warning_clock_rung step=sign_off lapsed=false held_by=500103
at 2023-01-01T09:10:00
tick
expect warning_clock_rung step=sign_off lapsed=true held_by=5000 again.due=2023-01-01T09:15:00 again.unit=5000
at 2023-01-01T09:12:59
tick
expect nothing
at 2023-01-01T09:15:00
tick
expect warning_clock_rung step=sign_off lapsed=true held_by=5000 again=none
expect warning_clock_rung step=call lapsed=true held_by=5000 again.unit=500103
at +1s
tick
expect nothing
see warnings J1 lapses=4 held_by=5000
take J1 sign_off
expect warning_step_taken taken.step=sign_off taken.by=li
take J1 sign_off
refused conflict message~已经完成
