# Whether the report is true is found within the stop's term: untrue lets go at once, true goes to filing.
people
report amount=500.00 matched=7
move C1 account=2 due=500.00 ; account=3 tier=19 due=400.00 ; account=4 due=300.00
reply O1 0000
see orders O2 state=review
at +1m
tick
at +1439m
tick
expect clock_rung order=O1 rung.clock=stop_review
expect task_opened kind=stop_review due=2023-01-03T09:00:00 article~86号
expect clock_rung order=O1 rung.clock=countersign
expect task_opened kind=countersign_overdue
expect clock_rung order=O3 rung.clock=countersign
truth C1 genuine
expect truth_reviewed verdict=genuine
expect task_finished task=K1
expect task_opened kind=file_case due=2023-01-03T09:00:00
truth C1 genuine
refused conflict
truth C1 unfounded reason=报案人虚构事实
expect truth_reviewed verdict=unfounded
expect order_drafted id=O4 family=stop_release target=O1
expect order_approved order=O4
expect order_rejected order=O2 reason~不实
expect task_finished task=K3
# what is only now confirmed is let go as well, and nothing further is stopped
reply O3 0000
expect order_answered order=O3 state=in_force
expect order_drafted id=O5 family=stop_release target=O3
expect order_approved
move C1 account=5 due=900.00
expect pursuit_moved
stop C1 account=2 reason=再止
refused conflict
file C1
refused conflict
