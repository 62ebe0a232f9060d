# A bank refuses what a judgment gives back: the rest stays frozen until the court says what becomes of it now.
people
user jian role=procurator of=渝中检察院
user fayuan role=court of=渝中法院
report amount=500.00 matched=7
move C1 account=2 due=500.00
reply O1 0000
as wang
sign O1
as li
file C1
freeze C1 account=2 amount=400.00
pass O2
reply O2 0000 held=400.00
hand_over C1 prosecution freezes=O2
send_handover H1
as jian
receive H1
hand_over C1 indictment freezes=O2
send_handover H2
as fayuan
receive H2
dispose H2 kind=give_back freeze=O2 amount=250.00 loss=0 ; kind=release freeze=O2
reply O3 0400
expect order_answered order=O3 state=refused
see orders O2 state=in_force
# nothing else is released meanwhile, whoever asks
as li
unfreeze O2
refused conflict message~渝中法院
as fayuan
dispose H2 judgment=渝刑初1号之一 kind=give_back freeze=O2 amount=200.00 loss=0
reply O4 0000
expect order_answered order=O4
expect funds_returned order=O2 amount=200.00
expect order_drafted id=O5 family=freeze_release target=O2
expect order_approved order=O5 authority.kind=rule
