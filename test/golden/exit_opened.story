# A payment company is asked whose the merchant code is; where it is an account, the money is followed.
report amount=500.00 matched=7
move C1 account=4 tier=2 exit=merchant due=0.00 received=300.00
expect pursuit_moved
expect task_opened kind=exit_merchant account=4
expect order_drafted family=subject_query account=4 tier=2 ground.reason~商户号或钱包 ground.article~第二十条
expect order_approved authority.by=li
# once an account, however often more money reaches it
move C1 account=4 tier=2 exit=merchant due=0.00 received=350.00
expect pursuit_moved
# the answer: it is an account. Its bank is asked where the money went
reply O1 0000 name=商户甲 account=yes
expect order_answered state=answered
expect order_drafted family=transaction_query account=4 ground.reason~显示该出口为账户
expect order_approved authority.by=li
expect pursuit_moved
# the same answer again decides nothing
reply O1 0000 name=商户甲 account=yes
expect nothing
# the pursuit counts what came by exit payments as the account's money: it is stopped like any other
move C1 account=4 tier=2 due=350.00 ; account=5 tier=3 bank=YZ02 due=200.00
expect pursuit_moved
expect order_drafted family=stop account=4 amount=350.00
expect order_approved authority.kind=cascade
expect order_drafted family=stop account=5 amount=200.00
expect order_approved authority.kind=cascade
# an answer that shows no account opens nothing, nor does a refusal
begin 2023-01-01T09:00:00
report amount=500.00 matched=7
move C1 account=4 tier=2 exit=crypto due=0.00 received=300.00
expect pursuit_moved
expect task_opened kind=exit_crypto
expect order_drafted family=subject_query
expect order_approved
reply O1 0000 name=某交易所
expect order_answered state=answered
expect pursuit_moved
begin 2023-01-01T09:00:00
report amount=500.00 matched=7
move C1 account=4 tier=2 exit=merchant due=0.00 received=300.00
reply O1 0300 account=yes
expect order_answered state=refused
expect pursuit_moved
# cash, abroad, or a bank that no channel reaches: nobody is asked
begin 2023-01-01T09:00:00
report amount=500.00 matched=7
move C1 account=3 exit=cash due=0.00 received=1.00 ; account=4 exit=overseas due=0.00 received=1.00 ; account=5 bank=YZ09 exit=merchant due=0.00 received=1.00
expect pursuit_moved
expect task_opened kind=exit_cash
expect task_opened kind=exit_overseas
expect task_opened kind=exit_merchant
# of an ordinary account the same words say nothing new
begin 2023-01-01T09:00:00
rules say_so query_first
report amount=500.00 matched=7
move C1 account=2 due=500.00 name=unknown
expect pursuit_moved
expect order_drafted family=subject_query
expect order_approved
reply O1 0000 name=王五 account=yes
expect order_answered
expect pursuit_moved
expect order_drafted family=stop
expect order_approved
