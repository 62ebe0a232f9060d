# The shipped rule: an order to an account whose name is unknown says so.
report amount=500.00 matched=7
move C1 account=2 name=unknown due=500.00
expect pursuit_moved
expect order_drafted name_unknown=true family=stop
expect order_approved
