# 每案必研、每案必查、查有结果: a case is closed when it was studied, investigated, and the inquiries came to
# something; what is missing is named.
report amount=500.00 matched=7
close C1 outcome=recovered reason=已返还
refused refused_by_rule rule~每案必研 message~研判 message~调查记录 message~调查结果
# a result without any inquiry is none
result C1 solved
refused conflict message~还没有调查记录
study C1 type=刷单返利 leak=disclosed lesson=先付款的兼职不做
expect case_studied case_id=C1 study.fraud_type=刷单返利 study.leak=disclosed study.by=li
see cases C1 fraud_type=刷单返利
close C1 outcome=recovered reason=已返还
refused refused_by_rule message~调查记录 message~调查结果
inquire C1 work=调取开户资料
expect inquiry_recorded case_id=C1 inquiry.work=调取开户资料 inquiry.by=li
inquire C1 work=询问开户人
close C1 outcome=recovered reason=已返还
refused refused_by_rule message~调查结果
result C1 suspects text=开户人供出上线
expect result_recorded case_id=C1 result.kind=suspects
# recorded again, the latest counts
result C1 solved text=抓获三人
see cases C1 gates.result.kind=solved
close C1 outcome=recovered reason=已返还
expect case_closed case_id=C1
study C1
refused conflict message~恢复办理
# a case that another unit takes over, or that is no fraud, needs none of them here
report amount=500.00 matched=8
close C2 outcome=transferred reason=移送江北分局
expect case_closed case_id=C2
report amount=500.00 matched=9
truth C3 unfounded
expect truth_reviewed case_id=C3
close C3 outcome=unfounded reason=民间借贷
expect case_closed case_id=C3
