# What comes of it: convinced only where the grade's meeting took place; not convinced or not reached goes a tier up and round again; paid and untrue end it.
warn grade=特危
take J1 sign_off
conclude J1 unreachable
refused conflict message~联系
take J1 call no_answer
conclude J1 asleep
refused bad_input where=/code message~convinced
conclude J1 convinced
refused refused_by_rule message~见面 rule~预警分级处置
conclude J1 unreachable note=两次无人接听
expect warning_concluded state=open ended.code=unreachable ended.then=again ended.round=1 held_by=500103
see warnings J1 round=2 failures=1 held_by=500103
# the second round has its clocks from here on, one tier up
at 2023-01-01T09:15:00
tick
expect warning_clock_rung step=sms lapsed=true held_by=5000
expect warning_clock_rung step=call lapsed=true held_by=5000 again.unit=5000
take J1 call answered
take J1 visit met
take J1 identity mismatched
conclude J1 convinced
refused refused_by_rule message~核实身份
take J1 identity verified
conclude J1 unconvinced note=坚持投资
expect warning_concluded state=open ended.round=2 held_by=5000
take J1 visit met
take J1 identity verified
conclude J1 convinced kept=0.00
refused bad_input where=/kept_fen
conclude J1 convinced kept=120000.00
expect warning_concluded state=settled ended.kept=120000.00 ended.round=3
take J1 back_check relapsed note=又要转账
expect warning_step_taken taken.result=relapsed
expect warning_checked_back state=open held_by=5000
see warnings J1 round=4 failures=3
take J1 visit met
conclude J1 paid lost=3000.00 note=已转出
expect warning_concluded state=finished ended.then=intake ended.lost=3000.00
# the same person again within thirty days: a grade worse, a tier up
warn grade=高危 reason=再次向陌生人付款
expect warning_raised warning.id=J2 warning.grade=特危 warning.repeat=1 warning.held_by=500103
take J2 sign_off
take J2 call answered
conclude J2 untrue note=正常交易
expect warning_concluded state=finished ended.then=end
# what was untrue does not count; what ended is forgotten after thirty days
warn grade=中危
expect warning_raised warning.id=J3 warning.grade=高危 warning.repeat=1
take J3 sign_off
take J3 call answered
conclude J3 untrue
at 2023-02-05T09:00:00
warn grade=中危
expect warning_raised warning.id=J4 warning.grade=中危 warning.repeat=0
