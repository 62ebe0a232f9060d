# 复议、复核、立案监督: asked for within seven days of the notice, decided within thirty by somebody with no
# part in the refusal; changed, the case is to be filed and is pursued again.
people
report amount=500.00 matched=7
accept_report C1 code=1
appeal C1 reconsideration
refused conflict message~没有生效
refuse_filing C1 minor
as zhao
decide_refusal C1 yes code=3
as li
at 2023-01-02T10:00:00
serve C1 refusal
expect first_paper_served until=2023-01-10T00:00:00
appeal C1 superior
refused conflict message~复议决定
at 2023-01-10T00:00:00
appeal C1 reconsideration
refused refused_by_rule message~届满 rule~第一百七十九条
at +1s
appeal C1 reconsideration
refused refused_by_rule rule~第一百七十九条
appeal C1 reconsideration asked=2023-01-09T23:59:59
expect appeal_filed appeal.kind=reconsideration appeal.received_by=li clock.kind=reconsideration clock.due=2023-02-09T00:00:00 clock.escalates=city_head clock.article~第一百七十九条
appeal C1 reconsideration asked=2023-01-09T23:59:59
refused conflict message~正在办理
as zhao
extend_appeal C1 reconsideration
expect appeal_extended extension.due=2023-03-11T00:00:00
extend_appeal C1 reconsideration
refused refused_by_rule message~延长过一次
rule_appeal C1 reconsideration upheld
refused refused_by_rule message~没有参与
as li
rule_appeal C1 reconsideration upheld
refused refused_by_rule message~没有参与
at 2023-03-09T23:59:59
tick
expect nothing
at +1s
tick
expect first_clock_rung clock=2 lapsed=false
expect task_opened kind=first_due what=reconsideration
at 2023-03-10T23:59:59
tick
expect nothing
at +1s
tick
expect first_clock_rung clock=2 lapsed=true
expect task_finished
expect task_opened kind=first_overdue what=reconsideration duty=city_head
as zhou
rule_appeal C1 reconsideration upheld organ=某局
refused bad_input where=/organ
rule_appeal C1 reconsideration upheld number=渝公复字1号
expect task_finished
expect appeal_ruled ruling.outcome=upheld ruling.signature.by=zhou
as li
serve C1 ruling
expect first_paper_served paper=ruling appeal=reconsideration until=2023-03-19T00:00:00
at 2023-03-19T00:00:00
appeal C1 superior
refused refused_by_rule rule~第一百七十九条
appeal C1 superior asked=2023-03-18T23:59:59
expect appeal_filed appeal.kind=superior clock.kind=superior clock.due=2023-04-18T00:00:00
# the procuratorate asks for reasons meanwhile
appeal C1 supervision
expect appeal_filed clock.kind=supervision clock.due=2023-03-27T00:00:00
extend_appeal C1 supervision
refused refused_by_rule message~不得延长
serve C1 explanation to=渝中区检察院
expect first_paper_served paper=explanation
rule_appeal C1 superior changed
refused bad_input where=/organ
rule_appeal C1 superior changed organ=重庆市公安局 number=渝公核字1号
expect task_opened kind=file_case due=2023-03-23T00:00:00
expect appeal_ruled kind=superior ruling.outcome=changed ruling.organ=重庆市公安局 clock.kind=filing clock.due=2023-03-23T00:00:00 clock.escalates=district_head
rule_appeal C1 supervision changed organ=渝中区检察院
refused conflict message~没有生效
refuse_filing C1 minor
refused refused_by_rule message~应当立案
at 2023-03-22T00:00:00
tick
expect first_clock_rung lapsed=false
at 2023-03-22T23:59:59
tick
expect nothing
at +1s
tick
expect first_clock_rung lapsed=true
expect task_opened kind=first_overdue what=filing duty=district_head
file C1
expect case_filed
expect task_finished
expect task_finished
