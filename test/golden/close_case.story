# A closed case is pursued no more; what it left standing runs to its end and is told when it lapses.
report amount=500.00 matched=7
move C1 account=2 due=500.00 ; account=3 tier=19 due=300.00
reply O1 0000
sent O1
# what is not at its end is named, and left only with a reason
close C1 outcome=nothing_left reason=资金已无可追
refused conflict where=/leave_orders message~O000001 message~O000002
study C1
inquire C1
result C1 exhausted
close C1 outcome=nothing_left reason=资金已无可追 leave_orders=到期自动解除
expect order_rejected order=O2 reason~到期自动解除
expect case_closed case_id=C1 closing.outcome=nothing_left closing.by=li closing.leave_orders=到期自动解除 closing.leave_tasks=
see cases C1 closed.reason=资金已无可追
# its needs cause nothing
move C1 account=4 due=400.00
expect nothing
add_loss C1 amount=900.00 matched=8
refused conflict message~恢复办理
# the stop stands, may be released, and lapses on its clock
see orders O1 state=in_force excess=0
at +48h
tick
expect order_expired order=O1
# nobody is reminded of the second signature in a closed case
expect clock_rung order=O1
see orders O1 state=expired
see no unmet C1 2
