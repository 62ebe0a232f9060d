# A consultation stays at the centre and is answered; one that is a tip goes on as one.
people
user chen role=officer unit=50010301
tip kind=consultation text=让我共享屏幕是真的吗
expect tip_taken tip.kind=consultation tip.unit=
as chen
reply_tip TP1
refused forbidden
as li
end_tip TP1 false
refused conflict message~答复
reply_tip TP1 text=是诈骗 guide=虚假贷款
expect tip_accepted
expect tip_replied reply.guide=虚假贷款
reply_tip TP1
refused conflict message~办结
tip code=2 kind=consultation way=line number=13900000001
route_tip TP2 kind=report unit=50010301 reason=内容属举报
expect tip_routed kind=report unit=50010301
reply_tip TP2
refused conflict message~办理结果
tip_names TP2 13900000009 type=刷单返利
expect tip_names_noted fraud_type=刷单返利
see tips TP2 fraud_type=刷单返利
# a place that names one street known is that street
street 500103001 name=解放碑街道
tip code=5 place=渝中区解放碑街道的广场
expect tip_taken tip.street=500103001 tip.unit=50010301
tip code=3 street=999999999
refused bad_input where=/street
tip code=3 text=
refused bad_input where=/text
# a nameless tip without a pass phrase gets no reward: nobody could claim it
report amount=500.00 from=1 to=2 bank=YZ01
tip code=4 way=line
end_tip TP4 case case=C1
reward TP4 amount=20.00
refused refused_by_rule message~匿名
