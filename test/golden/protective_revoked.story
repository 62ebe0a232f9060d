# The holder's word ends it at once, whether it stands already or is still on its way.
report amount=500.00 matched=7
protect C1
revoke O1 reason=""
refused bad_input
revoke O1
expect protection_revoked order=O1
revoke O1
refused conflict message~已办理
# the bank carried it out meanwhile: it is lifted in the same moment
reply O1 0000
expect order_answered order=O1 state=in_force
expect order_drafted id=O2 family=protective_release target=O1
expect order_approved order=O2
reply O2 0000
expect order_answered order=O2 state=answered
expect order_released order=O1 by=O2
revoke O1
refused conflict
# one that stands
protect C1
reply O3 0000
revoke O3 reason=持有人要用款
expect protection_revoked order=O3 signature.reason=持有人要用款
expect order_drafted id=O4 family=protective_release target=O3 ground.reason=持有人要用款
expect order_approved order=O4 authority.by=li
# and had lapsed by itself when the bank looked
reply O4 1900
expect order_answered order=O4 state=answered
expect order_released order=O3
# a stop is not revoked
move C1 account=2 due=500.00
revoke O5
refused conflict message~不适用
