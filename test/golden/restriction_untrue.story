# An untrue report lets everything go that stood on it; an emergency without its papers too.
people
report amount=500.00 matched=7
restrict C1
pass O1
reply O1 0000
restrict C1 value=17000000002 paper="" emergency=正在拨打
expect order_drafted id=O2 approval.emergency=正在拨打 approval.before=1
as wang
sign O2
as zhao
approve O2 reason=先行关停
expect order_signed signature.duty=district_head
expect order_approved order=O2 papers_due=+24h
as li
reply O2 0000
at +24h
at -1s
tick
see orders O2 state=in_force
at +1s
tick
see orders O3 family=number_restoration target=O2 authority.kind=rule
truth C1 unfounded reason=报案人虚构
expect truth_reviewed
expect order_drafted id=O4 family=number_restoration target=O1
expect order_approved order=O4 authority.kind=rule
restrict C1 value=17000000003
refused conflict
