# 返还: within what the freeze holds and what the victim lost, to the fen; four steps; three working days.
people
report amount=500.00 matched=7
move C1 account=2 due=500.00
reply O1 0000
as wang
sign O1
as li
pay_back O1 amount=500.00
refused conflict
file C1
freeze C1 account=2 amount=400.00
pass O2
pay_back O2 amount=400.00
refused conflict message~尚未
reply O2 0000 held=400.00 start=2023-01-01T09:00:00
pay_back O2 loss=1 amount=1.00
refused not_found
pay_back O2 amount=400.01
refused refused_by_rule where=/amount_fen message~400.00
pay_back O2 amount=1.00 paper=""
refused refused_by_rule where=/document
pay_back O2 amount=1.00 second=li
refused refused_by_rule where=/second
pay_back O2 amount=399.99
expect order_drafted id=O3 family=fund_return target=O2 account=2 amount=399.99 payback.to=1 payback.institution=YZ02 approval.before=4
# what is promised is not promised twice
pay_back O2 amount=0.02
refused refused_by_rule message~0.01
pass O3
# Sunday: Monday and Tuesday are holidays nobody listed for this year; the third working day is Wednesday
at 2023-01-04T23:59:59
tick
see orders O3 state=approved
at +1s
tick
expect clock_rung order=O3 rung.clock=fund_return
expect task_opened kind=return_overdue duty=unit_head
reply O3 0000
expect order_answered order=O3 state=answered
expect task_finished
expect task_finished
expect funds_returned order=O2 by=O3 amount=399.99
see orders O2 state=in_force freeze.returned=399.99
# the rest stays frozen; when it is gone too, so is the freeze
pay_back O2 amount=0.02
refused refused_by_rule message~0.01
pay_back O2 amount=0.01
pass O4
reply O4 0000
expect order_answered order=O4
expect funds_returned amount=0.01
expect order_released order=O2 by=O4
expect need_unmet account=2
see orders O2 state=released freeze.returned=400.00
