# Nobody takes a tip on: told ahead, then it goes up. Its texts are destroyed when their time is over.
people
user chen role=officer unit=50010301
street 500103001 unit=50010301
tip street=500103001 text=有人卖银行卡 number=13900000001 phone=13800000001
expect tip_taken tip.unit=50010301
at +20h
tick
expect tip_clock_rung clock=take_on lapsed=false unit=50010301
tick
expect nothing
at +4h
tick
expect tip_clock_rung clock=take_on lapsed=true unit=500103
see tips TP1 unit=500103 owner=
as chen
take_on TP1
refused forbidden
as li
route_tip TP1 unit=50010301 owner=chen
expect tip_routed unit=50010301 owner=chen
route_tip TP1 unit=50010301 owner=li
refused bad_input where=/owner
route_tip TP1 unit=nowhere
refused bad_input where=/unit
take_on TP1
refused conflict message~chen
as chen
take_on TP1
expect tip_accepted
at 2023-01-28T09:00:00
tick
expect tip_clock_rung clock=finish lapsed=false
at 2023-01-31T09:00:01
tick
expect tip_clock_rung clock=finish lapsed=true unit=50010301
end_tip TP1 unverifiable note=查无此号
expect tip_ended result.code=unverifiable
reward TP1 amount=20.00
refused refused_by_rule message~范围
at 2025-01-31T09:00:02
tick
expect tip_clock_rung clock=kept lapsed=true
expect tip_erased
see tips TP1 erased_at=2025-01-31T09:00:02
tip_names TP1 13900000001
refused conflict message~销毁
