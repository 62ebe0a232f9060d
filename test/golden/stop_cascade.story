# Onward accounts are stopped under the cascade: who authorised it, when, and its bounds are kept.
report amount=50000.00 matched=7
at +1m
move C1 account=2 due=20000.00 ; account=3 tier=2 bank=YZ02 due=30000.00
expect pursuit_moved
expect order_drafted id=O1 account=2
expect order_approved order=O1 authority.kind=officer authority.bounds=
expect order_drafted id=O2 account=3 tier=2 amount=30000.00 institution=YZ02
expect order_approved order=O2 authority.kind=cascade authority.by=li authority.at=2023-01-01T09:00:00 authority.bounds~10 authority.bounds~200
see cases C1 cascade_used=1
