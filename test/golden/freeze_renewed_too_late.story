# One second before the expiry a renewal may be asked for; at the expiry and after it may not.
people
report amount=500.00 matched=7
move C1 account=2 due=500.00
file C1
freeze C1 account=2 amount=500.00
pass O2
reply O2 0000 start=2023-01-01T09:00:00
at 2023-07-01T08:59:59
renew O2 late=审批流转延误
expect order_drafted id=O3
as wang
sign O3
as qian
approve O3 reason=同意
as sun
approve O3 reason=同意
at +1s
as li
renew O2 late=审批流转延误
refused refused_by_rule message~自动解除 rule~第二百四十条
as zhao
approve O3 reason=同意
refused conflict message~期限已届满
at +1s
renew O2 late=审批流转延误
refused refused_by_rule rule~第二百四十条
tick
see orders O2 state=expired
renew O2 late=审批流转延误
refused conflict message~已终结
