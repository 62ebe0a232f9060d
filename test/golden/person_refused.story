# An arrest that is not approved: let go, or another measure. Whoever is on bail is summoned and goes
# back to bail.
people
report amount=500.00 matched=7
file C1
person C1
step R1 detained
at +2h
step R1 arrest_requested
at +24h
step R1 arrest_refused
expect person_step_taken step.kind=arrest_refused
at +10h
tick
expect person_clock_rung step=1 clock=0 lapsed=true
expect task_opened kind=person_overdue what=family
expect person_clock_rung step=1 clock=1 lapsed=true
expect task_opened kind=person_overdue what=interrogation
expect person_clock_rung step=3 clock=0 lapsed=false
expect task_opened kind=person_due what=follow
step R1 bailed paper=渝公保字1号
expect person_step_taken step.kind=bailed
expect task_finished task=K1
expect task_finished task=K2
expect task_finished task=K3
step R1 bailed
refused refused_by_rule message~已在取保候审
step R1 summoned
expect person_step_taken
step R1 released
expect person_step_taken
# still on bail
step R1 bailed
refused refused_by_rule message~已在取保候审
step R1 released paper=解保1号
expect person_step_taken
step R1 released
refused refused_by_rule message~没有可以解除
