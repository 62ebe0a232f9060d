# A victim asks online, without a login, and an officer finds the case it belongs to.
people
report amount=400.00 from=11 matched=7
as public
apply amount=400.00 name=""
refused bad_input where=/name
apply amount=0.00
refused bad_input where=/amount_fen
apply amount=400.00 paid=+1h
refused bad_input where=/paid_at
apply amount=400.00 hardship=yes
expect return_applied id=Q1 hardship=true
apply amount=400.00
refused conflict message~用过
as li
accept Q9 C1
refused not_found
accept Q1 C9
refused not_found where=/case
accept Q1 C1 reason=""
refused bad_input where=/reason
accept Q1 C1
expect return_application_decided ruling.case_id=1
turn_down Q1
refused conflict
as public
apply amount=100.00 code=6
as li
turn_down Q2
expect return_application_decided ruling.case_id=none
