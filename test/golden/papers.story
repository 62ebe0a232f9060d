# Papers: numbered within kind and year, each with its facts; none before its time; their bytes hash to what was noted.
people
report amount=500.00 matched=7
move C1 account=2 due=500.00
# the application precedes the stop; the holder is told of what is in force
issue O1 stop_application
expect paper_issued paper.number=渝反诈止付字〔2023〕1号 paper.layout=1 paper.case_id=C1 paper.facts.holder=李四 paper.facts.applicant.amount=500.00 paper.facts.family=stop paper.facts.term_hours=48
issue O1 holder_notice code=2
refused conflict message~尚未到这一步
reply O1 0000 start=2023-01-01T09:00:00
issue O1 holder_notice code=2
expect paper_issued paper.number=渝反诈告知字〔2023〕1号 paper.facts.until=2023-01-03T09:00:00
# asked for again it is the one there is
issue O1 holder_notice code=3
expect nothing
issue O1 freeze_notice code=3
refused conflict message~不适用
issue O9 freeze_notice code=3
refused not_found
file C1
freeze C1 account=2 amount=500.00
issue O2 freeze_notice code=3
refused conflict message~尚未到这一步
pass O2
# a code is given out once
issue O2 freeze_notice code=2
refused conflict message~核验码
issue O2 freeze_notice code=3
expect paper_issued paper.number=渝反诈冻财字〔2023〕1号 paper.facts.document=冻字1号 paper.facts.filing~渝公立字 paper.facts.term_months=6 paper.facts.officers~wang paper.facts.approved_by=zhao
made P3
expect paper_made paper=P3
made P3
expect nothing
made P3 sha256=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
refused conflict
made P3 sha256=xyz
refused bad_input
made P9
refused not_found
# the year is Beijing's
reply O2 0000
at 2023-12-31T23:59:59
report amount=500.00 matched=8
move C2 account=5 due=500.00
issue O3 stop_application code=4
expect paper_issued paper.number=渝反诈止付字〔2023〕2号
report amount=500.00 matched=9
move C3 account=6 due=500.00
at +1s
issue O4 stop_application code=5
expect paper_issued paper.number=渝反诈止付字〔2024〕1号
