# What was recorded by mistake is undone by a further word; what stands is what the other steps add up
# to. A clock that runs again rings anew, and nothing is undone that a later step rests on.
people
report amount=500.00 matched=7
file C1
person C1
step R1 detained
step R1 family_told
step R1 interrogated
at +24h
step R1 arrest_requested
undo_step R1 1
refused conflict message~以它为前提
undo_step R1 4 reason=
refused bad_input where=/reason
undo_step R1 4 reason=登记错人
expect person_step_undone step=4 undone.by=li undone.reason=登记错人
undo_step R1 4
refused conflict message~已经撤销
# the three days run as if nobody had asked
at 2023-01-04T00:00:00
tick
expect person_clock_rung step=1 clock=2 lapsed=false
expect task_opened kind=person_due what=request due=2023-01-05T00:00:00
step R1 released
expect person_step_taken step.number=5
expect task_finished task=K1
undo_step R1 5 reason=没有释放
expect person_step_undone step=5
tick
expect person_clock_rung step=1 clock=2 lapsed=false
expect task_opened kind=person_due what=request
step R1 released taken=2023-01-01T09:00:00
expect person_step_taken step.taken_at=2023-01-01T09:00:00
expect task_finished task=K2
