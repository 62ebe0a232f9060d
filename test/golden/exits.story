# Where the money leaves the accounts, a task of that kind opens, with its rule and its due time.
report amount=500.00 matched=7
move C1 account=3 tier=2 exit=cash due=0.00 received=100.00 ; account=4 tier=2 exit=merchant due=0.00 received=110.00
expect pursuit_moved
expect task_opened kind=exit_cash account=3 amount=100.00 due=+30m article~取现出口 owner=li
expect task_opened kind=exit_merchant account=4 amount=110.00 due=+60m article~商户出口
expect order_drafted family=subject_query account=4
expect order_approved
move C1 account=5 tier=2 exit=overseas due=0.00 received=120.00 ; account=6 tier=2 exit=crypto due=0.00 received=130.00
expect pursuit_moved
expect task_opened kind=exit_overseas account=5 amount=120.00 due=+120m article~境外出口
expect task_opened kind=exit_crypto account=6 amount=130.00 due=+120m article~虚拟货币出口
expect order_drafted family=subject_query account=6
expect order_approved
# one task of a kind and account is enough
move C1 account=3 tier=2 exit=cash due=0.00 received=150.00
expect pursuit_moved
