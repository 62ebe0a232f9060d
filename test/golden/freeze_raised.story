# A year, or an amount above two million: a city's head decides too.
people
report amount=3000000.00 matched=7
move C1 account=2 due=2000000.00 ; account=3 due=2000000.01 ; account=4 due=500.00
file C1
freeze C1 account=2 amount=2000000.00
expect order_drafted approval.before=3 approval.raised=""
freeze C1 account=3 amount=2000000.01
expect order_drafted approval.before=4 approval.raised~2,000,000.00
freeze C1 account=4 amount=500.00 major=yes
expect order_drafted id=O6 approval.before=4 approval.raised~12 freeze.months=12
pass O6
see orders O6 state=approved authority.by=zhou
reply O6 0000 start=2023-01-01T09:00:00
expect order_answered deadline=2024-01-01T09:00:00
