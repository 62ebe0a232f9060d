# 移送管辖: within twenty-four hours of finding that the case is not ours. Stops that run stay and are named;
# the review stops with the file, and begins anew where it comes back.
people
report amount=500.00 matched=7
accept_report C1 code=1
move C1 account=2 due=500.00
reply O1 0000 start=2023-01-01T09:00:00
transfer C1 authority=""
refused bad_input where=/authority
transfer C1
expect transfer_proposed transfer.found_at=2023-01-01T09:00:00 clock.kind=transfer clock.due=2023-01-02T09:00:00 clock.article~第一百七十五条
transfer C1
refused conflict message~正在办理
refuse_filing C1 minor
refused conflict message~移送
file C1
refused conflict message~移送
hand_transfer C1
refused conflict message~尚未批准
at 2023-01-02T04:59:59
tick
at +1s
tick
expect first_clock_rung clock=1 lapsed=false
expect task_opened kind=first_due what=transfer due=2023-01-02T09:00:00
as zhao
decide_transfer C1 yes code=3
expect transfer_decided approved=true number=渝反诈移管字〔2023〕1号 standing~1
expect paper_issued paper.kind=transfer_notice paper.facts.institution=成都市公安局锦江区分局 paper.facts.asked~O000001
as li
at 2023-01-02T08:59:59
tick
at +1s
tick
see tasks K1 done_by=engine
hand_transfer C1 way=refused note=不收
refused bad_input where=/way
hand_transfer C1 to=周警官
expect transfer_handed service.to=周警官 clock.kind=transfer_answer
expect task_finished
serve C1 transfer to=王芳
expect first_paper_served paper=transfer
serve C1 transfer
refused conflict message~已经告知
transfer_answer C1 returned reason=犯罪地不在我区
expect transfer_answered answer.accepted=false clock.kind=review clock.due=2023-01-05T09:00:00
see orders O1 state=in_force
# another authority takes it: the case is closed here, and its stop runs on
transfer C1 authority=绵阳市公安局涪城区分局
as zhao
decide_transfer C1 yes code=4
as li
hand_transfer C1
transfer_answer C1 accepted number=绵公受字9号
expect transfer_answered answer.accepted=true answer.number=绵公受字9号
expect case_closed closing.outcome=transferred closing.leave_orders~接续
see orders O1 state=in_force
see cases C1 closed.outcome=transferred
