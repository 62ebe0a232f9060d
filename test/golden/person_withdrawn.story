# A filing that is taken back takes the measures along: whoever is under one is to be let go.
people
report amount=500.00 matched=7
file C1
person C1
step R1 detained
step R1 family_told
step R1 interrogated
withdraw C1
expect filing_withdrawn
expect task_opened kind=person_overdue what=filing_gone person=1 due=+12h
step R1 detention_extended ground=roaming
refused refused_by_rule message~没有立案
step R1 released
expect person_step_taken
expect task_finished task=K1
