# 串并案: cases are put together by an officer's word, kept apart by one, and either is taken back. What
# they shared then stands in the link.
people
report amount=500.00 to=2 matched=7
report amount=800.00 to=2 matched=8
report amount=900.00 to=3 matched=9
traits C1 phone=13800000001 url=pay-9.top
expect traits_noted case_id=C1
traits C3 phone=13800000001
# what is known already is passed over
traits C3 phone=13800000001
expect nothing
link C1 C1
refused bad_input message~自身
link C1 C2 reason=收款账户相同
expect cases_linked link.one=C1 link.other=C2 link.together=true link.by=li joined=[] link.ties~account
link C2 C1
refused conflict message~S000001
# the third joins the series through either of its cases
link C3 C2 reason=号码相同
expect cases_linked link.one=C2 link.other=C3 joined=[1] link.ties=[]
decline_link C1 C3
refused conflict message~已在同一串并案
undo_link L1 reason=账户系代收
expect link_undone link=L1 parts=[2]
see links L1 undone.reason=账户系代收
undo_link L1
refused conflict message~已撤销
decline_link C3 C1 reason=号码已转户
expect link_declined link.one=C1 link.other=C3 link.together=false link.ties~phone
link C1 C3
refused conflict message~先撤销
undo_link L3
link C1 C3
expect cases_linked link.one=C1 link.other=C3 joined=[2]
# an erased case has nothing left to be compared by
close C1 outcome=transferred reason=移送江北分局
erase C1 reason=期满
as wang
confirm_erasure C1 reason=已核对
as li
undo_link L4
link C1 C3
refused conflict message~已销毁
traits C1 phone=13800000002
refused conflict message~已销毁
