# 不予立案: proposed by an officer, decided by a head; every hold of the case is let go, and the notice is
# served within three days, which end at midnight.
people
report amount=500.00 matched=7
refuse_filing C1 no_crime
refused conflict message~尚未登记受案
accept_report C1 code=1
move C1 account=2 due=500.00
reply O1 0000 start=2023-01-01T09:00:00
refuse_filing C1 no_crime
expect refusal_proposed refusal.ground=no_crime refusal.proposed_by=li
refuse_filing C1 minor
refused conflict message~等待审批
decide_refusal C1 yes code=3
refused forbidden rule~第一百七十八条
as qian
decide_refusal C1 yes code=3
refused forbidden
as zhao
decide_refusal C1 no reason=事实未查清
expect refusal_decided approved=false signature.reason=事实未查清
decide_refusal C1 yes code=3
refused conflict
refuse_filing C1 no_crime
decide_refusal C1 yes code=3
refused refused_by_rule message~没有参与
as zhou
decide_refusal C1 yes code=3
expect refusal_decided approved=true signature.by=zhou signature.duty=city_head number=渝反诈不立字〔2023〕1号 clock.kind=notice clock.due=2023-01-05T00:00:00 clock.article~第一百七十八条
expect paper_issued paper.kind=refusal_notice paper.number=渝反诈不立字〔2023〕1号 paper.facts.reason~没有犯罪事实 paper.facts.appeal~七日以内
expect order_drafted id=O2 family=stop_release target=O1
expect order_approved order=O2
as li
reply O2 0000
see orders O1 state=released
# nothing new is stopped
stop C1 account=2 amount=1.00 reason=再止付
refused conflict
at 2023-01-03T23:59:59
tick
expect nothing
at +1s
tick
expect first_clock_rung clock=1 lapsed=false
expect task_opened kind=first_due what=notice due=2023-01-05T00:00:00
at 2023-01-04T23:59:59
tick
expect nothing
at +1s
tick
expect first_clock_rung clock=1 lapsed=true
expect task_finished task=K1
expect task_opened kind=first_overdue what=notice duty=unit_head
serve C1 refusal at=2023-01-01T08:59:59
refused bad_input where=/at
serve C1 refusal way=post to=王芳
expect first_paper_served paper=refusal service.way=post until=2023-01-13T00:00:00
expect task_finished task=K2
serve C1 refusal
refused conflict message~已经送达
# new facts: it is filed after all
file C1
expect case_filed
