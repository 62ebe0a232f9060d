# A visit and the identity within the hour, the outcome within two, for the worst grade.
warn grade=特危
notice J1 sms delivered
take J1 sign_off
take J1 call answered
at 2023-01-01T09:57:59
tick
expect nothing
at +1s
tick
expect warning_clock_rung step=visit lapsed=false due=2023-01-01T10:00:00
expect warning_clock_rung step=identity lapsed=false
at 2023-01-01T09:59:00
take J1 identity verified
at 2023-01-01T09:59:59
tick
expect nothing
at +1s
tick
expect warning_clock_rung step=visit lapsed=true held_by=500103 again.due=2023-01-01T11:00:00
at +1s
tick
expect nothing
# met at last, at the hands of the district
take J1 visit absent
take J1 visit met
at 2023-01-01T10:57:59
tick
expect nothing
at +1s
tick
expect warning_clock_rung step=outcome lapsed=false due=2023-01-01T11:00:00
at 2023-01-01T10:59:59
tick
expect nothing
at +1s
tick
expect warning_clock_rung step=outcome lapsed=true held_by=500103 again.due=2023-01-01T13:00:00
at +1s
tick
expect nothing
conclude J1 convinced kept=8000.00
expect warning_concluded state=settled ended.code=convinced ended.kept=8000.00 held_by=500103
# back-check within a day, counted from the outcome
at 2023-01-02T10:59:00
tick
expect warning_clock_rung step=back_check lapsed=false due=2023-01-02T11:00:01
at 2023-01-02T11:00:00
tick
expect nothing
at +1s
tick
expect warning_clock_rung step=back_check lapsed=true held_by=5000
at +1s
tick
expect nothing
take J1 call answered
refused conflict message~回访
take J1 back_check no_answer
expect warning_step_taken taken.result=no_answer
take J1 back_check held
expect warning_step_taken taken.step=back_check
expect warning_checked_back state=finished
take J1 back_check held
refused conflict message~办结
conclude J1 convinced
refused conflict message~办结
at 2023-01-09T00:00:00
tick
expect nothing
see warnings J1 state=finished
