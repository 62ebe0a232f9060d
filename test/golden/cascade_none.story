# Without a cascade every onward account asks; the first one does not.
report amount=50000.00 matched=7 cascade=no
expect case_opened
move C1 account=2 due=20000.00 ; account=3 tier=2 due=30000.00
expect pursuit_moved
expect order_drafted account=2
expect order_approved authority.kind=officer
expect order_drafted account=3
expect order_held_for_review order=O2 why~未授权
see orders O2 state=review authority=none
