# 随案移送: to prosecution, back, again, to court; whoever signs for it keeps the freezes, and renews them.
people
user jian role=procurator of=渝中检察院
user fayuan role=court of=渝中法院
user other role=procurator of=江北检察院
report amount=500.00 matched=7
move C1 account=2 due=500.00
reply O1 0000
as wang
sign O1
as li
hand_over C1 prosecution freezes=O1
refused refused_by_rule message~尚未立案 rule~一百六十二
file C1
hand_over C1 prosecution freezes=O1
refused bad_input where=/freezes
freeze C1 account=2 amount=400.00
pass O2
hand_over C1 prosecution freezes=O2
refused conflict where=/freezes message~不在冻结
reply O2 0000 held=400.00 start=2023-01-01T09:00:00
screen O2 related
hand_over C1 indictment freezes=O2
refused forbidden
hand_over C1 prosecution freezes=O2 to=南岸检察院
refused bad_input where=/to
hand_over C1 prosecution paper=""
refused refused_by_rule where=/document
hand_over C1 prosecution
refused bad_input where=/freezes message~没有列明
hand_over C1 prosecution freezes=O2 note=全案移送
expect handover_drafted id=H1 kind=prosecution state=draft from~反诈 to=渝中检察院 drafted_by=li property_article~二百四十五
hand_over C1 prosecution freezes=O2
refused conflict message~H000001
# nothing is seen before it is sent, and never by anybody whom it was not sent to
as jian
receive H1
refused not_found
as li
send_handover H1
expect handover_sent handover=H1
receive H1
refused forbidden
as other
receive H1
refused not_found
ask H1
refused not_found
as jian
ask H1 text=请说明资金去向
expect handover_asked handover=H1
expect task_opened kind=handover_question owner=li due=+3d what=H000001
as li
tell H1 1
refused not_found
tell H1 0
expect handover_answered handover=H1 index=0
expect task_finished
tell H1 0
refused conflict
as jian
return_handover H1 reason=清单与银行回执不符
expect handover_returned handover=H1
expect task_opened kind=handover_returned owner=li
receive H1
refused conflict message~被退回
as li
hand_over C1 prosecution freezes=O2
send_handover H2
expect handover_sent handover=H2
expect task_finished
# the freeze runs for six months yet: nobody need be named
as jian
receive H2
expect handover_received handover=H2 receipt.by=jian due=none
# what is theirs is no longer the police's to lift, to pay out of or to hand over
as li
unfreeze O2
refused conflict message~渝中检察院
pay_back O2 amount=1.00
refused conflict message~渝中检察院
hand_over C1 prosecution freezes=O2
refused conflict message~渝中检察院
# its clock rings at the desk of whoever signed for it
at 2023-05-22T09:00:00
tick
expect clock_rung order=O2 rung.clock=renewal
expect task_opened kind=renew_freeze owner=jian
as jian
renewer H2 O2 owner=fayuan
refused bad_input where=/owner
renewer H2 O2 owner=jian
expect renewer_named handover=H2 renewer.order=O2 renewer.owner=jian
keep H2 O2 until=2024-08-01T09:00:00
refused refused_by_rule where=/until
keep H2 O2 until=2024-01-01T09:00:00
expect freeze_kept order=O2 deadline=2024-01-01T09:00:00
expect task_finished
# back to the police, for a month
hand_over C1 back freezes=O2 officer=李检察官
expect handover_drafted id=H3 from=渝中检察院
send_handover H3
expect handover_sent handover=H3
expect task_opened kind=handover_back owner=li due=+3d
as li
receive H3 officer=张警官
expect task_finished
expect handover_received handover=H3 due=2023-06-22T09:00:00
expect task_opened kind=handover_back due=2023-06-22T09:00:00
as jian
keep H2 O2 until=2024-03-01T09:00:00
refused conflict
# again, and on to court; by then the freeze lapses soon
as li
hand_over C1 prosecution freezes=O2
send_handover H4
expect handover_sent
expect task_finished
at 2023-12-15T09:00:00
as jian
receive H4
refused refused_by_rule where=/renewers message~续冻责任人
receive H4 renewers=O2:fayuan
refused bad_input where=/renewers
receive H4 renewers=O2:jian
expect handover_received handover=H4
hand_over C1 indictment freezes=O1
refused not_found
hand_over C1 indictment freezes=O2
expect handover_drafted id=H5 kind=indictment from=渝中检察院 to=渝中法院
send_handover H5
as fayuan
receive H5 renewers=O2:fayuan officer=周法官
expect handover_received handover=H5
as jian
renewer H4 O2 owner=jian
refused conflict
see orders O2 state=in_force times.deadline=2024-01-01T09:00:00
