# Each bound of the cascade, at it and one beyond.
report amount=50000.00 matched=7
authorise C1 hops=3 amount=1000.00 minutes=60 accounts=2
expect cascade_authorised cascade.until=+60m
# hops: tier 3 is inside, tier 4 asks; amount: 1000.00 is inside, one fen more asks
move C1 account=3 tier=3 due=1000.00 ; account=4 tier=4 due=1000.00 ; account=5 tier=2 due=1000.01
expect pursuit_moved
expect order_drafted id=O1 account=3
expect order_approved order=O1 authority.kind=cascade
expect order_drafted id=O2 account=4
expect order_held_for_review order=O2 why~层
expect order_drafted id=O3 account=5
expect order_held_for_review order=O3 why~1,000.01
# time: one millisecond before the end is inside, and it is the second and last account
at 2023-01-01T09:59:59.999
move C1 account=6 tier=2 due=500.00 ; account=7 tier=2 due=500.00
expect pursuit_moved
expect order_drafted id=O4 account=6
expect order_approved order=O4 authority.kind=cascade
expect order_drafted id=O5 account=7
expect order_held_for_review order=O5 why~2
see cases C1 cascade_used=2
# more for an account that already counts adds no account
move C1 account=6 tier=2 due=800.00
expect pursuit_moved
expect order_drafted id=O6 account=6 amount=300.00 ordinal=2
expect order_approved order=O6 authority.kind=cascade
at 2023-01-01T10:00:00
move C1 account=8 tier=2 due=500.00
expect pursuit_moved
expect order_drafted id=O7
expect order_held_for_review order=O7 why~过期
