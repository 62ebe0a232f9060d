# A campaign is planned for an audience of the rules, reported once it began, and taken back with a reason.
street 500103001
campaign audience=everybody
refused bad_input where=/audience
campaign audience=school topic=刷单返利 street=500103001 from=+24h until=+48h
expect campaign_planned audience=school topic=刷单返利 unit=50010301 street=500103001 by=li
campaign from=+48h until=+24h
refused bad_input where=/until
held E1 reached=10
refused conflict message~尚未开始
at +25h
held E1 reached=320 material=500 note=三个年级
expect campaign_reported report.reached=320 report.material=500
held E1 reached=310 material=500
expect campaign_reported report.reached=310
visit 500103001 households=4 first=4 campaign=E1
expect round_recorded campaign=E1
take_back campaign E1 reason=改期
expect campaign_withdrawn withdrawn.by=li
held E1 reached=1
refused conflict message~已经撤回
quiz 500103001 takers=20 right=201
refused bad_input where=/right
quiz 500103001 takers=20 right=164 fell=21
refused bad_input where=/fell
quiz 500103001 takers=20 right=164 fell=3
expect quiz_recorded community=较场口社区 takers=20 right=164 fell=3
take_back quiz 1
expect quiz_withdrawn quiz=1
