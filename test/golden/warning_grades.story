# Every grade has its own clocks. The lowest is a machine's alone: a message within the hour, and it ends.
warn grade=高危 phone=13900000002
at 2023-01-01T09:09:59
tick
expect nothing
at +1s
tick
expect warning_clock_rung step=sign_off lapsed=false due=2023-01-01T09:15:00
expect warning_clock_rung step=sms lapsed=false due=2023-01-01T09:15:00
at 2023-01-01T09:14:59
tick
expect nothing
at +1s
tick
expect warning_clock_rung step=sign_off lapsed=true
expect warning_clock_rung step=sms lapsed=true
begin 2023-01-01T09:00:00
warn grade=中危 phone=13900000003
notice J1 sms delivered
at 2023-01-01T09:44:59
tick
expect nothing
at +1s
tick
expect warning_clock_rung step=sign_off lapsed=false due=2023-01-01T10:00:00
take J1 sign_off
# the robot's call is heard: nobody has to visit, and the outcome may be told
notice J1 call sent
expect notice_moved notice.state=sent
notice J1 call hung_up
expect notice_moved notice.state=hung_up
expect warning_step_taken taken.step=call taken.result=hung_up
notice J1 call answered
expect nothing
at 2023-01-02T08:44:59
tick
expect nothing
at +1s
tick
expect warning_clock_rung step=call lapsed=false due=2023-01-02T09:00:00
at 2023-01-02T08:59:59
tick
expect nothing
at +1s
tick
expect warning_clock_rung step=call lapsed=true
take J1 call answered
conclude J1 convinced
expect warning_concluded state=settled
at 2023-01-09T08:44:59
tick
expect nothing
at +1s
tick
expect warning_clock_rung step=back_check lapsed=false due=2023-01-09T09:00:00
begin 2023-01-01T09:00:00
warn grade=低危 phone=13900000004
expect warning_raised warning.grade=低危
at 2023-01-01T09:44:59
tick
expect nothing
at +1s
tick
expect warning_clock_rung step=sms lapsed=false due=2023-01-01T10:00:00
at 2023-01-01T09:59:59
tick
expect nothing
notice J1 sms failed detail=空号
expect notice_moved notice.state=failed
expect warning_step_taken taken.result=failed
at +1s
tick
expect warning_clock_rung step=sms lapsed=true held_by=500103
take J1 sign_off
take J1 sms delivered
expect warning_step_taken taken.step=sms
expect warning_concluded state=finished ended.code=reminded
warn grade=低危 phone=13900000005
expect warning_raised warning.id=J2
notice J2 sms delivered
expect notice_moved
expect warning_step_taken
expect warning_concluded state=finished ended.code=reminded ended.by=li
warn grade=紫危
refused bad_input where=/grade message~特危
