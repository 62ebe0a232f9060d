# Wanted, persuaded to come back, returned: whoever is at large is first recorded as returned.
people
report amount=500.00 matched=7
file C1
person C1 where=abroad country=MM
step R1 returned
refused refused_by_rule message~没有上网追逃
step R1 wanted paper=追逃1号
step R1 detained
refused refused_by_rule message~在逃
step R1 persuaded note=家属协助
step R1 returned
move_person R1 at_home
expect person_moved where=at_home country=
step R1 detained
expect person_step_taken step.kind=detained
step R1 wanted
refused refused_by_rule message~在押
