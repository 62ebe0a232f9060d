# A payment that no feed shows: the payee's bank is asked and a person told, until a feed shows it.
report amount=500.00 from=1 to=2 ; amount=300.00 from=1 to=2 ; amount=200.00 from=1 to=4 bank=YZ09
expect case_opened
expect cascade_authorised
expect task_opened id=K1 kind=loss_unmatched account=2 due=+24h article~反馈期限
expect order_drafted id=O1 family=transaction_query account=2 justification.amount=500.00 justification.payer=1
expect order_approved
expect order_drafted id=O2 family=transaction_query account=2 justification.amount=300.00
expect order_approved
expect task_opened id=K2 kind=loss_unmatched account=4
match C1 loss=0 transfer=9
expect loss_matched index=0 transfer=9
match C1 loss=1 transfer=10
expect loss_matched index=1 transfer=10
expect task_finished task=K1
match C1 loss=1 transfer=11
expect nothing
match C1 loss=3 transfer=11
refused not_found
add_loss C1 amount=50.00 from=1 to=6
expect losses_added case_id=C1
expect task_opened kind=loss_unmatched account=6
expect order_drafted family=transaction_query account=6 justification.amount=50.00
expect order_approved
