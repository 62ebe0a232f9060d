# One person, one warning: what comes in later joins it, raises its grade, and no clock ends later for it.
warn grade=中危 source=text amount=1000.00 text=加我的群领佣金
expect warning_raised warning.id=J1 warning.grade=中危
warn grade=中危 source=text amount=1000.00 text=加我的群领佣金
expect nothing
at 2023-01-01T09:30:00
# a lower grade adds its reason and changes no grade; its account is known from now on
warn grade=低危 source=pattern reason=深夜付款 account=5 transfer=9
expect warning_joined warning=J1 grade=中危 account=5 reasons~深夜
at 2023-01-01T09:55:00
warn grade=特危 source=screening reason=收款账户涉案 account=5 amount=50000.00
expect warning_joined warning=J1 grade=特危 amount=50000.00
# the sign-off ran to ten o'clock: it now ends at ten all the same; the call's day became a quarter of an hour
at 2023-01-01T09:58:00
tick
expect warning_clock_rung step=sign_off due=2023-01-01T10:00:00 lapsed=false
expect warning_clock_rung step=sms due=2023-01-01T10:00:00 lapsed=false
at 2023-01-01T10:08:00
tick
see warnings J1 grade=特危 state=open
take J1 sign_off
# an account whose holder nobody knows is warned at the city; named, it goes on in the person's own
warn phone="" account=6 unit="" reason=准备付款给涉案账户 grade=高危
expect warning_raised warning.id=J2 warning.unit=5000 warning.held_by=5000 warning.person=""
warn phone="" account=6 unit="" reason=准备付款给涉案账户 grade=高危
expect nothing
name_warned J2 phone=""
refused bad_input
name_warned J2 phone=13900000001
expect warning_joined warning=J1 account=5 reasons~准备付款
expect warning_merged warning=J2 into=J1
take J2 sign_off
refused conflict message~办结
warn phone="" account=7 unit="" grade=高危
expect warning_raised warning.id=J3
name_warned J3 phone=13900000009 name=钱多
expect warned_named person~13900000009
# told once more with the number: the same warning
warn phone=13900000009 account=7 grade=高危 source=call reason=来电咨询
expect warning_joined warning=J3
warn phone="" account=8 unit="" grade=低危
expect warning_raised warning.id=J4
warn phone=13900000010 account=8 grade=低危 source=partner
expect warned_named warning=J4 person~13900000010
expect warning_joined warning=J4
warn phone="" unit=""
refused bad_input where=/phone
warn reason=""
refused bad_input where=/reasons
warn unit=9999
refused bad_input where=/unit
