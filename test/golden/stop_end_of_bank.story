# A later end, or a start that is yet to come, does not lengthen the term; an earlier end shortens it.
report amount=500.00 matched=7
move C1 account=2 due=500.00 ; account=3 due=500.00 ; account=4 due=500.00
reply O1 0000 start=2023-01-01T09:00:00 end=2023-01-09T09:00:00
expect order_answered deadline=2023-01-03T09:00:00
reply O2 0000 start=2023-01-01T09:00:00 end=2023-01-02T09:00:00
expect order_answered deadline=2023-01-02T09:00:00
reply O3 0000 start=2023-02-01T09:00:00
expect order_answered start=2023-01-01T09:00:00 deadline=2023-01-03T09:00:00
