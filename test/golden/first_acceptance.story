# 受案: the report is accepted once, with a form and a receipt that are numbered for themselves; whoever
# could not be reached, or refused it, is noted in the receipt.
people
report amount=500.00 matched=7 victim=王芳
as nobody
accept_report C1
refused forbidden
as li
accept_report C9
refused not_found
accept_report C1 way=unreachable
refused bad_input where=/note
accept_report C1 at=+1s
refused bad_input where=/at
accept_report C1 code=1
expect case_accepted case_id=C1 acceptance.number=渝反诈受案字〔2023〕1号 acceptance.by=li clock.kind=review clock.begins=2023-01-01T09:00:00 clock.due=2023-01-04T09:00:00 clock.escalates=unit_head clock.article~2015
expect paper_issued paper.kind=acceptance_form paper.number=渝反诈受案字〔2023〕1号 paper.case_id=C1 paper.facts.applicant.amount=500.00 paper.facts.check_url~example.cn/#/check/ paper.facts.article~第一百七十一条
expect paper_issued paper.kind=acceptance_receipt paper.number=渝反诈受回字〔2023〕1号 paper.facts.about=渝反诈受案字〔2023〕1号 paper.facts.until=2023-01-04T09:00:00
accept_report C1 code=3
refused conflict message~已登记受案
made P1
expect paper_made paper=P1
# a code is given out once
report amount=100.00 matched=8
accept_report C2 code=2
refused conflict message~核验码
accept_report C2 code=3 way=refused note=报案人称不需要
expect case_accepted acceptance.number=渝反诈受案字〔2023〕2号 acceptance.receipt.way=refused acceptance.receipt.note=报案人称不需要
expect paper_issued
expect paper_issued paper.number=渝反诈受回字〔2023〕2号
serve C2 receipt to=王芳
expect first_paper_served paper=receipt service.way=in_person service.to=王芳
# one that was filed before needs none
report amount=100.00 matched=9
file C3
accept_report C3 code=5
refused conflict message~已立案
