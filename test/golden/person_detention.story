# Detention: the family is told and the person heard within twenty-four hours, the arrest asked for
# within three days, seven in special circumstances, thirty of roaming offenders. Days end at midnight,
# and the first does not count.
people
report amount=500.00 matched=7
file C1
person C1
step R1 family_told
refused refused_by_rule message~没有待办
step R1 arrested
refused refused_by_rule message~检察院批准 rule~第八十条
step R1 detained paper=
refused bad_input where=/document
step R1 detained paper=渝公拘字1号
expect person_step_taken step.kind=detained step.document=渝公拘字1号
step R1 detained
refused refused_by_rule message~已被拘留
at 2023-01-02T06:59:59
tick
expect nothing
at 2023-01-02T07:00:00
tick
expect person_clock_rung step=1 clock=0 lapsed=false
expect task_opened kind=person_due what=family due=2023-01-02T09:00:00 article~第八十五条
expect person_clock_rung step=1 clock=1 lapsed=false
expect task_opened kind=person_due what=interrogation due=2023-01-02T09:00:00 article~第八十六条
step R1 family_told note=已电话通知其妻
expect person_step_taken step.kind=family_told step.document=渝公（刑）字9号
expect task_finished task=K1
at 2023-01-02T08:59:59
tick
expect nothing
at 2023-01-02T09:00:00
tick
expect person_clock_rung step=1 clock=1 lapsed=true
expect task_opened kind=person_overdue what=interrogation
expect task_finished task=K2
at +1s
tick
expect nothing
step R1 interrogated
expect person_step_taken
expect task_finished task=K3
at 2023-01-03T23:59:59
tick
expect nothing
at 2023-01-04T00:00:00
tick
expect person_clock_rung step=1 clock=2 lapsed=false
expect task_opened kind=person_due what=request due=2023-01-05T00:00:00 article~第九十一条
step R1 detention_extended
refused refused_by_rule message~须写明延长的理由
step R1 detention_extended ground=special
expect person_step_taken
expect task_finished task=K4
step R1 detention_extended ground=special
refused refused_by_rule message~已经延长过
at 2023-01-08T00:00:00
tick
expect person_clock_rung step=4 clock=0 lapsed=false
expect task_opened kind=person_due what=request due=2023-01-09T00:00:00
step R1 detention_extended ground=roaming
expect person_step_taken
expect task_finished task=K5
step R1 detention_extended ground=roaming
refused refused_by_rule message~三十日
at 2023-01-31T00:00:00
tick
expect person_clock_rung step=5 clock=0 lapsed=false
expect task_opened kind=person_due what=request due=2023-02-01T00:00:00
at 2023-01-31T23:59:59
tick
expect nothing
at 2023-02-01T00:00:00
tick
expect person_clock_rung step=5 clock=0 lapsed=true
expect task_opened kind=person_overdue what=request
expect task_finished task=K6
at +1s
tick
expect nothing
step R1 released paper=渝公释字1号
expect person_step_taken step.kind=released
expect task_finished task=K7
