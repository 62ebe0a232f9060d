# Before filing money is stopped, not frozen; filing opens the way.
people
report amount=500.00 matched=7
move C1 account=2 due=500.00
reply O1 0000
freeze C1 account=2 amount=500.00
refused refused_by_rule message~尚未立案 rule~第一百七十四条
file C1 number=""
refused bad_input where=/number
file C1 unit=""
refused bad_input where=/unit
file C1 approved_by=""
refused bad_input where=/approved_by
file C1 decided=+1s
refused bad_input where=/decided_at
file C1 decided=-1s
refused bad_input where=/decided_at
file C1 number=渝公立字1号
expect case_filed filing.number=渝公立字1号 filing.recorded_by=li
file C1
refused conflict message~已立案
freeze C1 account=2 amount=500.00
expect order_drafted family=freeze state=draft freeze.months=6 ground.term_months=6 ground.article~第一百四十四条 ground.appeal~申诉 approval.second=wang times.deadline=+72h
