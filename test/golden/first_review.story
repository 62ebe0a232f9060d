# 立案审查: three days from the report, seven on a head's word, thirty on a higher head's. Told ahead, and
# at the end a head is; a lapse is answered by a step and by nothing else.
people
report amount=500.00 matched=7
accept_report C1 code=1
at 2023-01-03T08:59:59
tick
expect nothing
at +1s
tick
expect first_clock_rung case_id=C1 clock=0 lapsed=false
expect task_opened kind=first_due what=review due=2023-01-04T09:00:00 article~2015
at +1s
tick
expect nothing
extend_review C1 doubtful
refused forbidden
as qian
extend_review C1 ordinary
refused bad_input where=/term
extend_review C1 doubtful reason=""
refused bad_input where=/reason
extend_review C1 doubtful
expect review_extended extension.term=doubtful extension.due=2023-01-08T09:00:00 extension.signature.by=qian escalates=district_head
expect task_finished task=K1
extend_review C1 doubtful
refused bad_input where=/term
extend_review C1 complex
refused forbidden
as zhao
extend_review C1 complex
expect review_extended extension.term=complex extension.due=2023-01-31T09:00:00 escalates=city_head
as li
at 2023-01-30T08:59:59
tick
expect nothing
at +1s
tick
expect first_clock_rung clock=0 lapsed=false
expect task_opened kind=first_due what=review due=2023-01-31T09:00:00
at 2023-01-31T08:59:59
tick
expect nothing
at +1s
tick
expect first_clock_rung clock=0 lapsed=true
expect task_finished task=K2
expect task_opened kind=first_overdue what=review due=2023-01-31T09:00:00 duty=city_head
at +1s
tick
expect nothing
as zhou
finish K3 note=已催办
refused conflict message~须以办理答复
extend_review C1 complex
refused refused_by_rule message~不得再延长
as li
close C1
refused refused_by_rule message~立案审查尚未办结
file C1
expect case_filed
expect task_finished task=K3
see cases C1 filed.number~渝公立字
