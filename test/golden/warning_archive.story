# What is over leaves memory after warn.kept, and its personal texts are erased after warn.retention; who was warned is known by digest all the same.
warn grade=高危 account=5 text=加群领佣金
take J1 sign_off
take J1 call answered
take J1 visit met
take J1 identity verified
conclude J1 convinced kept=5000.00
at +1d
take J1 back_check held
expect warning_step_taken taken.result=held
expect warning_checked_back state=finished
at +6d
tick
expect nothing
at +1d
tick
expect warnings_archived warnings.0=J1
see past_warnings J1 person=digest-13900000001 grade=高危 outcome=convinced state=finished unit=50010301 kept=5000.00 account=A5 is_erased=false
# nothing is done with it any more, and a machine's late word changes nothing
take J1 call answered
refused conflict message~归档
notice J1 sms delivered
expect nothing
# the same person within thirty days: known by the digest
warn grade=中危
expect warning_raised warning.id=J2 warning.grade=高危 warning.repeat=1
take J2 sign_off
take J2 call answered
conclude J2 untrue
at +8d
tick
expect warnings_archived warnings.0=J2
# numbers are not given out again
warn grade=中危 phone=13900000002
expect warning_raised warning.id=J3 warning.repeat=0
take J3 sign_off
take J3 call answered
conclude J3 unconvinced
take J3 call answered
conclude J3 paid
at 2024-01-02T08:59:59
tick
expect warnings_archived warnings.0=J3
at +1s
tick
expect warnings_erased warnings.0=J1
tick
expect nothing
at 2024-01-12T09:00:00
tick
expect warnings_erased warnings.0=J2
see past_warnings J1 person=digest-13900000001 grade=高危 outcome=convinced account=none is_erased=true
see past_warnings J3 is_erased=false
