# A retry is answered as before and changes nothing; the key for something else is refused; in three days it is forgotten.
key k1
report amount=500.00 matched=7
expect case_opened case_id=C1
expect cascade_authorised
expect key_answered key=k1 answer=C000001
key k1
report amount=500.00 matched=7
expect nothing
key k1
report amount=501.00 matched=7
refused conflict message~Idempotency-Key
see no cases C2
at +72h
tick
expect nothing
at +1ms
tick
expect keys_forgotten before=2023-01-01T09:00:00.001
key k1
report amount=501.00 matched=7
expect case_opened case_id=C2
expect cascade_authorised
expect key_answered key=k1 answer=C000002
