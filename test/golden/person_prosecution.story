# To the prosecutors, back twice at most with a month each, and to a judgement. What is over in a case
# takes no further measure there.
people
report amount=500.00 matched=7
file C1
person C1
step R1 bailed
step R1 prosecuted
refused refused_by_rule message~不在审查起诉
step R1 transferred paper=渝公诉字1号
step R1 detained
refused refused_by_rule message~已移送审查起诉
at 2023-01-31T23:59:59
tick
expect nothing
at 2023-02-01T00:00:00
tick
expect person_clock_rung step=2 lapsed=false
expect task_opened kind=person_due what=review due=2023-02-02T00:00:00 article~第一百七十二条
at 2023-02-01T23:59:59
tick
expect nothing
at 2023-02-02T00:00:00
tick
expect person_clock_rung step=2 lapsed=true
expect task_opened kind=person_overdue what=review
expect task_finished task=K1
at +1s
tick
expect nothing
step R1 sent_back
expect person_step_taken
expect task_finished task=K2
at 2023-03-01T23:59:59
tick
expect nothing
at 2023-03-02T00:00:00
tick
expect person_clock_rung step=3 lapsed=false
expect task_opened kind=person_due what=supplement due=2023-03-03T00:00:00
at 2023-03-02T23:59:59
tick
expect nothing
at 2023-03-03T00:00:00
tick
expect person_clock_rung step=3 lapsed=true
expect task_opened kind=person_overdue what=supplement
expect task_finished task=K3
at +1s
tick
expect nothing
step R1 transferred
step R1 sent_back
step R1 transferred
step R1 sent_back
refused refused_by_rule message~次为限 rule~第一百七十五条
step R1 not_prosecuted
refused refused_by_rule message~不起诉的种类
step R1 prosecuted paper=渝检刑诉1号
step R1 judged
refused refused_by_rule message~判决的内容
step R1 judged sentence=prison months=0
refused bad_input where=/judgement/months
step R1 judged paper=刑初1号 sentence=prison months=38 fine=30000.00 restitution=500.00
expect person_step_taken step.judgement.months=38 step.judgement.restitution=500.00
step R1 bailed
refused refused_by_rule message~已经终结
