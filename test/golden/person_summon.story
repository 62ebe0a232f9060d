# A summons holds for twelve hours, twenty-four where the case is grave; somebody is told two hours
# ahead, and a lapse is answered by a step alone. No measure without a filed case, no summons upon summons.
people
report amount=500.00 matched=7
person C1 name=赵强 id_no=500101199001010011 role=caller
expect person_filed person.officer=li person.place.where=at_home
person C1 name=赵强 id_no=500101199001010011
refused conflict message~R000001
person C1 name=钱某 role=boss
refused bad_input where=/role
person C1 name=钱某 where=abroad
refused bad_input where=/country
step R1 summoned
refused refused_by_rule message~没有立案 rule~第一百一十五条
file C1
step R1 summoned taken=2022-12-31T09:00:00
refused refused_by_rule message~早于立案
step R1 summoned
expect person_step_taken step.number=1 step.kind=summoned step.by=li
step R1 brought
refused refused_by_rule message~已在传唤 rule~第一百一十九条
at 2023-01-01T18:59:59
tick
expect nothing
at 2023-01-01T19:00:00
tick
expect person_clock_rung step=1 clock=0 lapsed=false
expect task_opened kind=person_due what=holding due=2023-01-01T21:00:00 person=1 article~第一百一十九条
at 2023-01-01T20:59:59
tick
expect nothing
at 2023-01-01T21:00:00
tick
expect person_clock_rung step=1 clock=0 lapsed=true
expect task_opened kind=person_overdue what=holding duty=unit_head person=1
expect task_finished task=K1
at +1s
tick
expect nothing
as qian
finish K2 note=已处理
refused conflict message~以措施答复
as li
step R1 released
expect person_step_taken step.kind=released
expect task_finished task=K2
# another one within twelve hours would be custody by another name
at +11h
step R1 summoned
refused refused_by_rule message~变相拘禁
at +1h
step R1 summoned ground=grave
expect person_step_taken step.ground=grave
at +21h
tick
expect nothing
at +1h
tick
expect person_clock_rung step=3 lapsed=false
expect task_opened kind=person_due
step R1 bailed
expect person_step_taken step.kind=bailed
expect task_finished task=K3
