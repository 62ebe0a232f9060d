# Nobody checked back, at the last tier either: it ends without, and leaves memory after that.
warn grade=中危
take J1 sign_off
take J1 call answered
conclude J1 convinced
expect warning_concluded state=settled
at +60d
tick
expect warning_clock_rung step=back_check lapsed=true
at +60d
tick
expect warning_clock_rung step=back_check lapsed=true
at +60d
tick
expect warning_clock_rung step=back_check lapsed=true
see warnings J1 state=settled lapses=3
take J1 sign_off
refused conflict message~回访
at +8d
tick
expect warning_checked_back state=finished
at +6d
tick
expect nothing
at +2d
tick
expect warnings_archived warnings.0=J1
