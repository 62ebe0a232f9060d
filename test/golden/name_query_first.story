# With the other house rule the name is asked for first.
rules say_so query_first
report amount=500.00 matched=7
move C1 account=2 name=unknown due=500.00
expect pursuit_moved
expect order_drafted id=O1 family=subject_query account=2 target=none
expect order_approved order=O1
# it is out: nothing more is asked, nothing stopped
move C1 account=2 name=unknown due=600.00
expect pursuit_moved
reply O1 0000 name=王五
expect order_answered order=O1 state=answered
expect pursuit_moved
expect order_drafted id=O2 family=stop amount=600.00 name_unknown=false
expect order_approved order=O2
# the bank does not know: the stop goes and says so
move C1 account=3 name=unknown due=500.00
expect pursuit_moved
expect order_drafted id=O3 family=subject_query
expect order_approved
reply O3 1000
expect order_answered order=O3 state=refused
expect pursuit_moved
expect order_drafted id=O4 family=stop account=3 name_unknown=true
expect order_approved
# nobody answers within the query's term: the same
move C1 account=4 name=unknown due=500.00
expect pursuit_moved
expect order_drafted id=O5 family=subject_query times.deadline=+24h
expect order_approved
at +1m
tick
at +24h
tick
expect order_expired order=O5
expect pursuit_moved
expect order_drafted id=O6 family=stop account=4 name_unknown=true
expect order_approved
# two stops have no second signature after a day
expect clock_rung order=O2 rung.clock=countersign
expect task_opened kind=countersign_overdue duty=unit_head
expect clock_rung order=O4 rung.clock=countersign
