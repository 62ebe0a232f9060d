# An ATM transfer can be taken back at the payer's own bank for 24 hours, whoever received it.
report way=atm amount=20000.00 from=1 to=none payer_bank=YZ02 time=2023-01-01T08:00:00
expect case_opened paid_by=atm
expect cascade_authorised
expect task_opened id=K1 kind=revoke_transfer account=1 loss=0 amount=20000.00 due=2023-01-02T08:00:00 article~261号
expect task_opened id=K2 kind=loss_unmatched account=none loss=0
expect order_drafted id=O1 family=transaction_query account=1 institution=YZ02 tier=0
expect order_approved order=O1
# with its payee known it is pursued as well
report way=atm amount=20000.00 from=1 to=2 matched=7 time=2023-01-01T08:59:00
expect case_opened
expect cascade_authorised
expect task_opened id=K3 kind=revoke_transfer account=1 due=2023-01-02T08:59:00
# one millisecond before the end there is still time, at the end there is none
begin 2023-01-02T09:00:00
report way=atm amount=20000.00 from=1 to=2 matched=7 time=2023-01-01T09:00:00.001
expect case_opened
expect cascade_authorised
expect task_opened kind=revoke_transfer due=2023-01-02T09:00:00.001
report way=atm amount=20000.00 from=1 to=2 matched=8 time=2023-01-01T09:00:00
expect case_opened
expect cascade_authorised
