# A bank's counter asks for help: an officer is sent within five minutes, and what was kept is told.
warn source=branch grade=特危 branch="" phone=13900000001
refused bad_input where=/counter
warn source=branch grade=特危 branch=解放碑支行 amount=200000.00 reason=客户坚持向陌生账户汇款
expect warning_raised warning.counter.branch=解放碑支行 warning.amount=200000.00
notice J1 sms delivered
at 2023-01-01T09:01:00
take J1 dispatch
refused conflict message~签收
take J1 sign_off
at 2023-01-01T09:02:59
tick
expect nothing
at +1s
tick
expect warning_clock_rung step=dispatch lapsed=false due=2023-01-01T09:05:00
at 2023-01-01T09:04:59
tick
expect nothing
at +1s
tick
expect warning_clock_rung step=dispatch lapsed=true held_by=500103 again.due=2023-01-01T09:10:00
at +1s
tick
expect nothing
take J1 dispatch note=两名民警
expect warning_step_taken taken.step=dispatch
take J1 dispatch
refused conflict
take J1 visit met
take J1 identity verified
conclude J1 convinced kept=200000.00
expect warning_concluded ended.kept=200000.00 state=settled
warn phone=13900000002
take J2 sign_off
take J2 dispatch
refused conflict message~网点
