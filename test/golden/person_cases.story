# One file a person, however many cases; whoever may see names is an investigator or a head.
people
user chen role=officer
report amount=500.00 matched=7
report amount=800.00 matched=8
file C1
as chen
person C1
refused forbidden message~侦查员
as li
person C1 name=赵强 id_no=1
step R1 summoned case=C2
refused conflict message~没有关联
link_person R1 C2 role=cashier
expect person_linked membership.role=cashier
link_person R1 C2 role=cashier
refused conflict message~已以这一角色
note_person R1
refused bad_input message~没有新的内容
note_person R1 proof=证字1号 sha256=xyz
refused bad_input where=/proofs/0/sha256
note_person R1 phone=13800000009 proof=证字1号
expect person_noted person=1
unlink_person R1 C1 reason=关联错了
expect person_unlinked case_id=C1
unlink_person R1 C2
refused conflict message~至少关联一起
