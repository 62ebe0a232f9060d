# A question that somebody keeps: its owner changes and drops it, others see it once it is shared; a run
# says what came and went since the answer was another.
people
report amount=500.00 matched=9
expect case_opened
expect cascade_authorised
save_analysis C1 name=过渡账户
expect analysis_saved analysis.owner=li analysis.question=passing analysis.sharing=own
save_analysis C1 C7 name=过渡账户
refused not_found
save_analysis name=过渡账户
refused bad_input message~案件
save_analysis C1
refused bad_input message~名称
as wang
change_analysis N1 name=我的 sharing=everyone
refused not_found
as li
change_analysis N1 name=过渡账户（共享） sharing=everyone
expect analysis_changed analysis=N1 sharing=everyone
as wang
change_analysis N1 name=我的
refused forbidden message~li
drop_analysis N1
refused forbidden message~li
as li
analysis_ran N1 from=1 until=4 digest=a
expect analysis_ran analysis=N1
analysis_ran N1 from=2 until=6 digest=b
expect analysis_ran run.appeared~4 run.vanished~1
# nothing new: what came and went is still told
analysis_ran N1 from=2 until=6 digest=b
expect analysis_ran run.appeared~4 run.vanished~1
# a failure leaves the last answer as it was
analysis_ran N1 error=上限
expect analysis_ran run.error=上限 run.appeared~4
drop_analysis N1
expect analysis_dropped analysis=N1
analysis_ran N1 digest=c
refused not_found
# an id is not given out twice
save_analysis C1 name=过渡账户
expect analysis_saved analysis.id=N2
# what was learnt of a bank's headings
learn 某某银行 heading=发生额度
expect headings_learnt bank=某某银行
learn 某某银行 heading=发生额度
expect nothing
learn 某某银行
expect headings_learnt bank=某某银行
learn 某某银行
refused not_found
