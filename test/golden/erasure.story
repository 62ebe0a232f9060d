# Personal texts of a closed case are destroyed by two people: one asks, another confirms.
report way=cash amount=500.00 from=none to=none place=解放碑 victim=王芳
erase C1 reason=保存期限届满
refused conflict message~结案
close C1 leave_tasks=另行办理
erase C1 reason=
refused bad_input where=/reason
confirm_erasure C1 reason=已核对
refused conflict message~没有待确认
erase C1 reason=保存期限届满
expect erasure_requested case_id=C1 reason=保存期限届满
see cases C1 erasure.state=requested erasure.requested_by=li victim.name=王芳
erase C1 reason=再申请
refused conflict message~待确认
# the same person does not confirm
confirm_erasure C1 reason=
refused bad_input where=/reason
confirm_erasure C1 reason=已核对
refused refused_by_rule message~另一名 rule~双人
as wang
confirm_erasure C1 reason=已核对
expect case_erased case_id=C1 reason=已核对
see cases C1 erasure.state=erased erasure.decided_by=wang victim.name=(已销毁) victim.id_no=none narrative=(已销毁)
# it is done once, and for good
erase C1 reason=再申请
refused conflict message~已经销毁
confirm_erasure C1 reason=已核对
refused conflict
reopen C1
refused conflict message~已销毁
complete C1 name=王芳
refused conflict message~已销毁
# a request may be declined, also by who asked
report amount=500.00 matched=7
close C2
erase C2 reason=保存期限届满
decline_erasure C2 reason=期限未满
expect erasure_declined case_id=C2 reason=期限未满
see cases C2 erasure.state=declined victim.name=王芳
erase C2 reason=保存期限届满
expect erasure_requested
# reopening declines what is pending
reopen C2
expect erasure_declined case_id=C2 reason~恢复办理
expect case_reopened
decline_erasure C9 reason=x
refused not_found
# a hold that still stands keeps the papers
move C2 account=2 due=500.00
reply O1 0000
close C2 leave_orders=到期自动解除
erase C2 reason=保存期限届满
refused conflict message~O000001
