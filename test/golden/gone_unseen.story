# A stated balance below the computed one: the bank is asked where the money went, once per gap.
report amount=500.00 matched=7
move C1 account=2 due=500.00
expect pursuit_moved
expect order_drafted family=stop
expect order_approved
gap C1 account=2 amount=300.00 statement=9 stated=-1m
expect order_drafted family=transaction_query account=2 institution=YZ01 justification.transfer=9 justification.amount=300.00 ground.reason~余额低于已知流水 ground.article~第二十条
expect order_approved authority.by=li
# told again, or seen from another case: the same gap is asked about once
gap C1 account=2 amount=300.00 statement=9 stated=-1m
expect nothing
# a second gap waits for the answer that is under way, which may explain it
gap C1 account=2 amount=200.00 statement=11
expect nothing
reply O2 0000
expect order_answered state=answered
gap C1 account=2 amount=200.00 statement=11
expect order_drafted family=transaction_query justification.transfer=11 justification.amount=200.00
expect order_approved
reply O3 0000
expect order_answered
# the first one is not asked about again once the second was answered
gap C1 account=2 amount=300.00 statement=9
expect nothing
# at the threshold of a stop: a bank's own small charges ask nobody
gap C1 account=2 amount=100.00 statement=12
expect nothing
gap C1 account=2 amount=100.01 statement=12
expect order_drafted family=transaction_query
expect order_approved
# what the bank's feed has not told yet may only be late
begin 2023-01-01T09:00:00
report amount=500.00 matched=7
move C1 account=2 due=500.00
expect pursuit_moved
expect order_drafted
expect order_approved
feed YZ01 as_of=-2m
gap C1 account=2 amount=300.00 statement=9 stated=-2m
expect nothing
feed YZ01 as_of=-1m
gap C1 account=2 amount=300.00 statement=9 stated=-2m
expect order_drafted family=transaction_query
expect order_approved
# no channel reaches the bank; no money of the case went there
move C1 account=3 due=0.00 bank=YZ09
expect pursuit_moved
gap C1 account=3 amount=300.00 statement=9
expect nothing
gap C1 account=8 amount=300.00 statement=9
refused not_found
gap C7 account=2 amount=300.00 statement=9
refused not_found
