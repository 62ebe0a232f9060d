# A cascade's orders are approved with one reason, all of them or none.
people
report amount=900.00 matched=7 cascade=no
move C1 account=2 due=500.00 ; account=3 tier=2 due=400.00 ; account=4 tier=3 due=300.00
see orders O2 state=review
see orders O3 state=review
approve_all O2 O3 O1 reason=链路清楚
refused conflict where=/orders/2
see orders O2 state=review
approve_all O2 O3 reason=""
refused bad_input
approve_all O2 O3 reason=链路清楚
expect order_approved order=O2 authority.bounds=链路清楚
expect order_approved order=O3 authority.bounds=链路清楚
