# An order stands on the law of the day it is drafted: the law of 2022 came into force on 2022-12-01.
begin 2022-11-30T23:59:59.999
report amount=500.00 from=1 to=2 time=2022-11-30T23:00:00
expect case_opened
expect cascade_authorised
expect task_opened
expect order_drafted family=transaction_query ground.article~银发〔2016〕86号；
expect order_approved
move C1 account=2 due=500.00
expect pursuit_moved
expect order_drafted ground.article=银发〔2016〕86号 ground.mark=R~
expect order_approved
at 2022-12-01T00:00:00
move C1 account=3 due=500.00
expect pursuit_moved
expect order_drafted ground.article~反电信网络诈骗法 ground.article~第二十条；银发 ground.mark=R
expect order_approved
