# Tasks are handed to colleagues, thought of by hand, and opened by a comment that calls somebody; what
# the law dates nobody puts off.
people
report amount=500.00
expect case_opened
expect cascade_authorised
expect task_opened kind=loss_unmatched owner=li
expect order_drafted family=transaction_query
expect order_approved
assign K1 to=wang reason=li下班
expect task_assigned task=K1 owner=wang
see tasks K1 owner=wang
# to whom it belongs already: nothing happens
assign K1 to=wang
expect nothing
assign K1 to=nobody
refused bad_input message~没有民警
assign K1 to=li due=+72h
refused refused_by_rule message~期限由规定确定
task C1 what=走访网点 to=wang due=+48h
expect task_opened kind=by_hand what=走访网点 owner=wang asked_by=li
assign K2 to=li due=+72h reason=wang休假
expect task_assigned task=K2 owner=li due=+72h
task C1 what=走访网点 to=wang due=2022-12-31T09:00:00
refused bad_input message~晚于现在
comment C1 text="@wang、@wang 请核对 13800000001，抄送 a@b.cn"
expect comment_made comment.text="@wang、@wang 请核对 13800000001，抄送 a@b.cn" comment.mentions~wang
expect task_opened kind=mentioned owner=wang what=M000001 due=+24h
comment C1 text="@nobody 看一下"
refused bad_input message~nobody
# all of them or none
finish K2 note=已走访
assign K1 K2 to=li
refused conflict message~K000002
see tasks K1 owner=wang
save_filter cases name=大额 query=min=100000
expect filter_saved filter.owner=li filter.page=cases filter.name=大额
drop_filter cases name=小额
refused not_found message~小额
drop_filter cases name=大额
expect filter_dropped owner=li name=大额
# a call that nobody answered keeps no case open
match C1 loss=0 transfer=9
close C1 outcome=transferred reason=移送江北分局 leave_orders=由江北分局续办
expect case_closed
