# What a channel will not take a person sends anew or gives up with a reason; the need stays written down.
report amount=500.00 matched=7
move C1 account=2 due=500.00
fail O1 error=拒收 final=yes
expect order_send_failed final_refusal=true
expect need_unmet account=2 unmet.reason~拒收
requeue O1
expect order_requeued order=O1 channel=hub
expect need_unmet account=2 unmet=none
see orders O1 state=approved
see no unmet C1 2
fail O1 error=拒收 final=yes
expect order_send_failed
expect need_unmet
give_up O1 reason=
refused bad_input message~why
give_up O1 reason=已电话止付
expect order_given_up order=O1 reason=已电话止付
see orders O1 state=failed
see unmet C1 2 reason~拒收
give_up O1 reason=再放弃
refused conflict message~已办理
requeue O1
refused conflict message~已办理
# the bank did stop it after all
reply O1 0000
expect order_answered state=in_force
expect need_unmet account=2 unmet=none

# One that is still on its way can be given up too; at its deadline it cannot be sent anew.
begin 2023-01-02T09:00:00
report amount=500.00 matched=7
move C1 account=2 due=500.00
give_up O1 reason=已电话止付
expect order_given_up
expect need_unmet account=2 unmet.reason~放弃
see orders O1 state=failed
begin 2023-01-02T09:00:00
report amount=500.00 matched=7
move C1 account=2 due=500.00
fail O1 error=拒收 final=yes
at +48h
requeue O1
refused conflict message~届满
give_up O1 reason=另行办理
expect order_given_up

# A report found untrue binds nobody anew.
begin 2023-01-02T09:00:00
report amount=500.00 matched=7
move C1 account=2 due=500.00
fail O1 error=拒收 final=yes
truth C1 unfounded
requeue O1
refused conflict message~不实
