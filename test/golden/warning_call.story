# The call is due a quarter of an hour after the warning. Ringing in vain is on record and stops no clock; being heard does.
warn grade=特危
notice J1 sms delivered
take J1 call answered
refused conflict message~签收
take J1 sign_off
at 2023-01-01T09:12:59
tick
expect nothing
take J1 call no_answer note=第一次
expect warning_step_taken taken.step=call taken.result=no_answer
at 2023-01-01T09:13:00
tick
expect warning_clock_rung step=call lapsed=false due=2023-01-01T09:15:00
at 2023-01-01T09:14:59
tick
expect nothing
take J1 call met
refused bad_input where=/result
at 2023-01-01T09:15:00
tick
expect warning_clock_rung step=call lapsed=true held_by=500103 again.due=2023-01-01T09:30:00
at +1s
tick
expect nothing
take J1 call answered
at 2023-01-01T09:30:00
tick
expect nothing
see warnings J1 lapses=1 held_by=500103
