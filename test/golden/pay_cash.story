# Handed over in cash: no account to stop, a person with a clock; once an account is known it is pursued.
report way=cash victim=none amount=50000.00 from=none to=none place=解放碑步行街 plate=渝A12345
expect case_opened paid_by=cash victim.name=none
expect cascade_authorised
expect task_opened id=K1 kind=exit_cash loss=0 amount=50000.00 account=none due=+30m owner=li article~取现出口
report way=cash amount=50000.00 from=none to=none
refused bad_input where=/losses/0/place
report way=cash amount=50000.00 from=none to=none place=解放碑 wallet=T1
refused bad_input where=/losses/0/wallet
# the victim's name comes later
complete C1 name=王芳 phone=13800000001
expect victim_completed victim.name=王芳 victim.phone=13800000001 victim.id_no=none
complete C1 id_no=500101199001011234
expect victim_completed victim.name=王芳 victim.id_no=500101199001011234
complete C1 name=王芳
expect nothing
complete C1
refused bad_input
# a payee needs a payer
name_payee C1 loss=0 from=none to=9
refused bad_input where=/payer_account
name_payee C1 loss=0 from=1 to=9 bank=YZ01
expect payee_named case_id=C1 index=0 payer=1 payee=9 payee_institution=YZ01 matched=none
expect task_opened id=K2 kind=loss_unmatched account=9 amount=50000.00
expect order_drafted id=O1 family=transaction_query account=9 tier=1
expect order_approved order=O1
name_payee C1 loss=0 from=1 to=9
refused conflict
match C1 loss=0 transfer=9
expect loss_matched index=0 transfer=9
expect task_finished task=K2
move C1 account=9 due=50000.00
expect pursuit_moved
expect order_drafted id=O2 family=stop account=9
expect order_approved order=O2
