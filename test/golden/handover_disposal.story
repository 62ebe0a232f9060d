# 判决处置: back to the victim, to the treasury, the rest let go last; what is not there is pursued further.
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
dispose H1 kind=release freeze=O2
refused forbidden
hand_over C1 indictment freezes=O2
send_handover H2
as fayuan
dispose H2 kind=release freeze=O2
refused conflict message~尚未签收
receive H2
dispose H2 kind=give_back freeze=O2 amount=400.01 loss=0
refused refused_by_rule where=/items/0/amount_fen message~400.00
dispose H2 kind=give_back freeze=O2 amount=300.00 loss=0 ; kind=confiscate freeze=O2 amount=100.01
refused refused_by_rule where=/items/1/amount_fen message~100.00
dispose H2 kind=give_back freeze=O2 amount=1.00 loss=4
refused bad_input where=/items/0/loss
dispose H2 kind=release freeze=O1
refused bad_input where=/items/0/freeze
dispose H2 kind=release freeze=O2 ; kind=release freeze=O2
refused bad_input where=/items/1/freeze
dispose H2 kind=pursue amount=0.00
refused bad_input where=/items/0/amount_fen
dispose H2 effective=+1d kind=release freeze=O2
refused bad_input where=/effective_at
dispose H2 kind=give_back freeze=O2 amount=250.00 loss=0 ; kind=confiscate freeze=O2 amount=100.00 ; kind=release freeze=O2 ; kind=pursue amount=100.00
expect order_drafted id=O3 family=fund_return target=O2 amount=250.00 payback.to=1 approval.document~渝刑初1号
expect order_approved order=O3 authority.kind=rule authority.bounds~渝刑初1号
expect disposal_entered handover=H2
expect task_opened kind=pursue_on owner=li amount=100.00 due=+30d
# what is confiscated is promised: nobody else gets it
dispose H2 kind=give_back freeze=O2 amount=50.01 loss=0
refused refused_by_rule message~50.00
treasury H2 0 0
refused not_found
treasury H2 0 1 paid=+1d
refused bad_input where=/paid_at
treasury H2 0 1
expect funds_confiscated order=O2 amount=100.00 receipt.number=国库1号
treasury H2 0 1
refused conflict
# the rest goes once the victim has the money, not before
reply O3 0000
expect order_answered order=O3 state=answered
expect funds_returned order=O2 amount=250.00
expect order_drafted id=O4 family=freeze_release target=O2
expect order_approved order=O4 authority.kind=rule
reply O4 0000
expect order_answered order=O4
expect order_released order=O2 by=O4
expect need_unmet account=2
see orders O2 state=released freeze.returned=250.00 freeze.confiscated=100.00
