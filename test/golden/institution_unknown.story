# No channel: nobody can be told, so a person is.
report amount=500.00 matched=7
move C1 account=2 bank=YZ09 due=500.00 ; account=3 bank=XX due=400.00
expect pursuit_moved
expect task_opened id=K1 kind=institution_unknown account=2 due=+10m amount=500.00
expect need_unmet account=2 unmet.amount=500.00 unmet.reason~机构不详
expect task_opened id=K2 kind=institution_unknown account=3
expect need_unmet account=3
stop C1 account=2 reason="人工"
refused conflict
# a reply showed which bank it is
move C1 account=3 bank=YZ03 due=400.00
expect pursuit_moved
expect need_unmet account=3 unmet=none
expect order_drafted account=3 channel=direct
expect order_approved
finish K1
refused bad_input
finish K1 note="电话联系"
expect task_finished task=K1 note=电话联系
finish K1 note="电话联系"
refused conflict
