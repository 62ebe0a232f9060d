# A tip is taken in, goes to the unit of its street, is worked on and ends in a case; its reporter is
# rewarded by three officers, and claims with a pass phrase.
people
user chen role=officer unit=50010301
report amount=500.00 from=1 to=2 bank=YZ01
street 500103001 unit=50010301
tip street=500103001 number=13900000001 phrase=digest place=菜市场
expect tip_taken tip.kind=report tip.way=page tip.unit=50010301 tip.taken_by=
see tips TP1 unit=50010301 accepted=none
tip
refused conflict message~用过
tip_step TP1 check
refused conflict message~签收
as chen
take_on TP1
expect tip_accepted
see tips TP1 owner=chen
take_on TP1
refused conflict message~已由
tip_step TP1 check note=号码停机
expect tip_step_taken step.code=check
tip_step TP1 nothing
refused bad_input where=/code
end_tip TP1 case
refused bad_input where=/case
end_tip TP1 case case=C1 reply=谢谢，已立案
expect tip_ended result.code=case result.case_id=1
tip_step TP1 check
refused conflict message~办结
reward TP1 amount=19.99
refused bad_input where=/amount_fen rule~厦门
reward TP1 amount=50.00
expect reward_proposed reward.amount=5000 reward.office=unit_head
end_tip TP1 false
refused conflict message~奖励
as li
rule_reward TP1
refused forbidden
as chen
rule_reward TP1
refused refused_by_rule message~提议人
as qian
rule_reward TP1
expect reward_ruled ruling.approved=true ruling.duty=unit_head
claim TP1 way=cash
refused forbidden message~口令
claim TP1 phrase=wrong
refused forbidden message~不符
claim TP1 phrase=digest way=bank
refused bad_input where=/to
claim TP1 phrase=digest
expect reward_claimed claim.way=cash claim.by=
as chen
paid_reward TP1
refused refused_by_rule message~提议人
as qian
paid_reward TP1
refused refused_by_rule message~审批人
as li
paid_reward TP1 receipt=
refused bad_input where=/receipt
paid_reward TP1 receipt=收7号
expect reward_paid payment.receipt=收7号
paid_reward TP1
refused conflict
# the same receipt pays nothing else
tip code=2 way=line phone=13800000002
end_tip TP2 case case=C1
reward TP2 amount=20.00
as qian
rule_reward TP2
as wang
claim TP2
paid_reward TP2 receipt=收7号
refused conflict message~TP000001
