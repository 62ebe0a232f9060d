# One transfer alone, or records that time tells apart: no public notice; a later plan takes what went back as given, and what
# remains stays frozen.
people
report amount=400.00 from=11 matched=7
move C1 account=2 due=400.00
as li
file C1
freeze C1 account=2 amount=900.00
pass O2
reply O2 0000 held=900.00 start=2023-01-01T09:00:00
plan C1
worked F1 account=2 rung=single v0=400.00 left=500.00
as wang
sign_plan F1
expect return_plan_signed
expect task_opened kind=return_plan_due
see plans F1 state=review
as qian
approve_plan F1
as sun
approve_plan F1
as zhao
approve_plan F1
as zhou
approve_plan F1
reply O3 0000
see orders O2 state=in_force freeze.returned=400.00
# another victim is found later: a new plan, and the first one has had everything
as li
report amount=300.00 from=12 matched=8
move C2 account=2 due=300.00
as li
plan C1
expect return_planned id=F2
see plans F2 state=working
worked F2 account=2 rung=timestamp v1=300.00 left=200.00
as wang
sign_plan F2
as qian
approve_plan F2
as sun
approve_plan F2
as zhao
approve_plan F2
as zhou
approve_plan F2
see orders O4 family=fund_return amount=300.00 payback.to=12 payback.victim_of=2
