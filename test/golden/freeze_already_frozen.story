# The bank finds the account frozen by somebody else: the order goes again for a place in the queue.
people
report amount=500.00 matched=7
move C1 account=2 due=500.00
file C1
freeze C1 account=2 amount=500.00
pass O2
reply O2 1303 former=江北区分局
expect order_answered order=O2 state=refused
expect order_drafted id=O3 family=freeze freeze.queue=true corrects=O2 approval.document=冻字1号
expect order_approved order=O3 authority.by=zhao
reply O3 0000 queued=yes former=江北区分局
expect order_answered order=O3 state=queued
# six months in the queue without its turn: the place is lost
at 2023-07-01T08:59:59
tick
see orders O3 state=queued
at +1s
tick
expect order_expired order=O3
see orders O3 state=expired
