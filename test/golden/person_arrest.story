# The procuratorate decides within seven days; what it decides is followed at once. Two months of
# custody, and three extensions, each before the term is over; a fourth is one too many.
people
report amount=500.00 matched=7
file C1
person C1
step R1 detained
step R1 family_told
step R1 interrogated
at 2023-01-04T10:00:00
step R1 arrest_approved
refused refused_by_rule message~没有待决定
step R1 arrest_requested paper=渝公提捕字1号
expect person_step_taken step.kind=arrest_requested
step R1 arrested
refused refused_by_rule message~尚未批准
at 2023-01-10T23:59:59
tick
expect nothing
at 2023-01-11T00:00:00
tick
expect person_clock_rung step=4 lapsed=false
expect task_opened kind=person_due what=decision due=2023-01-12T00:00:00 article~第三款
at 2023-01-11T23:59:59
tick
expect nothing
at 2023-01-12T00:00:00
tick
expect person_clock_rung step=4 lapsed=true
expect task_opened kind=person_overdue what=decision
expect task_finished task=K1
at +1s
tick
expect nothing
at 2023-01-12T09:00:00
step R1 arrest_approved paper=渝检批捕1号
expect person_step_taken
expect task_finished task=K2
at 2023-01-12T18:59:59
tick
expect nothing
at 2023-01-12T19:00:00
tick
expect person_clock_rung step=5 lapsed=false
expect task_opened kind=person_due what=follow due=2023-01-12T21:00:00
at 2023-01-12T20:59:59
tick
expect nothing
at 2023-01-12T21:00:00
tick
expect person_clock_rung step=5 lapsed=true
expect task_opened kind=person_overdue what=follow
expect task_finished task=K3
at +1s
tick
expect nothing
step R1 arrested paper=渝公捕字1号
expect person_step_taken step.kind=arrested
expect task_finished task=K4
at 2023-01-13T20:00:00
step R1 family_told
step R1 interrogated
# two months from the 12th end with the 12th of March
at 2023-03-05T23:59:59
tick
expect nothing
at 2023-03-06T00:00:00
tick
expect person_clock_rung step=6 clock=2 lapsed=false
expect task_opened kind=person_due what=custody due=2023-03-13T00:00:00 article~第一百五十六条
step R1 custody_extended
expect person_step_taken
expect task_finished task=K5
at 2023-04-06T00:00:00
tick
expect person_clock_rung lapsed=false
expect task_opened kind=person_due what=custody due=2023-04-13T00:00:00
step R1 custody_extended
at 2023-06-06T00:00:00
tick
expect person_clock_rung lapsed=false
expect task_opened kind=person_due due=2023-06-13T00:00:00 article~第一百五十八条
step R1 custody_extended
step R1 custody_extended
refused refused_by_rule message~延长三次 rule~第一百五十九条
at 2023-08-06T00:00:00
tick
expect person_clock_rung lapsed=false
expect task_opened kind=person_due due=2023-08-13T00:00:00 article~第一百五十九条
at 2023-08-12T23:59:59
tick
expect nothing
at 2023-08-13T00:00:00
tick
expect person_clock_rung lapsed=true
expect task_opened kind=person_overdue what=custody
expect task_finished task=K8
at +1s
tick
expect nothing
step R1 transferred paper=渝公诉字1号
expect person_step_taken step.kind=transferred
expect task_finished task=K9
