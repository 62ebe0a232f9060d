# Bail lasts twelve months at most, confinement to the home six; somebody is told seven days ahead.
people
report amount=500.00 matched=7
file C1
person C1 name=赵强
person C1 name=钱芳 role=cashier
step R1 bailed
step R2 confined
at 2023-06-24T23:59:59
tick
expect nothing
at 2023-06-25T00:00:00
tick
expect person_clock_rung person=2 step=1 lapsed=false
expect task_opened kind=person_due what=confinement due=2023-07-02T00:00:00 person=2
at 2023-07-01T23:59:59
tick
expect nothing
at 2023-07-02T00:00:00
tick
expect person_clock_rung person=2 step=1 lapsed=true
expect task_opened kind=person_overdue what=confinement
expect task_finished task=K1
at +1s
tick
expect nothing
step R2 released
expect person_step_taken
expect task_finished task=K2
at 2023-12-25T23:59:59
tick
expect nothing
at 2023-12-26T00:00:00
tick
expect person_clock_rung person=1 step=1 lapsed=false
expect task_opened kind=person_due what=bail due=2024-01-02T00:00:00 article~第七十九条
at 2024-01-01T23:59:59
tick
expect nothing
at 2024-01-02T00:00:00
tick
expect person_clock_rung person=1 step=1 lapsed=true
expect task_opened kind=person_overdue what=bail
expect task_finished task=K3
at +1s
tick
expect nothing
