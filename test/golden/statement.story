# Statements are brought into a case by one officer; queries that a police return says failed are
# drawn up anew, with a second officer, a paper and a head's approval.
people
report amount=500.00 matched=9
expect case_opened
expect cascade_authorised
statement C1 name=张三流水.xlsx paper=调证字1号 bank=某某银行
expect statement_begun statement.case_id=C1 statement.by=li statement.document=调证字1号
statement C2
refused not_found
statement C1 files=21
refused bad_input message~20
statement C1 sha256=abc
refused bad_input message~SHA-256
marks B1
expect statement_marked statement=B1
# it is the work of whoever began it
as wang
marks B1
refused forbidden message~li
statement_ended B1
refused forbidden message~li
as li
ask_failed B1 paper=查字1号
refused conflict message~尚未
statement_ended B1 fresh=12 failed=7 bank=YZ01 account=8
expect statement_ended statement=B1 outcome.fresh=12
statement_ended B1
refused conflict message~已导入完毕
marks B1
refused conflict message~已导入完毕
ask_failed B1 index=1 paper=查字1号
refused bad_input message~没有第
ask_failed B1 paper=查字1号 second=li
refused refused_by_rule message~二名民警
ask_failed B1
refused refused_by_rule message~文书
ask_failed B1 paper=查字1号
expect order_drafted family=transaction_query
expect failed_queries_asked statement=B1
see orders O1 state=draft institution=YZ01
ask_failed B1 paper=查字1号
refused conflict message~O000001
pass O1
see orders O1 state=approved
# an account whose statement the case has may be asked for evidence
evidence C1 account=8 paper=调证字2号
expect order_drafted family=evidence_request institution=YZ01
# a bank that no channel reaches
statement C1
expect statement_begun
statement_ended B2 failed=9 bank=YZ09
expect statement_ended
ask_failed B2 paper=查字2号
refused conflict message~没有通道
# what was broken off may be brought again
statement C1
expect statement_begun
statement_ended B3 error=第3行之后文件损坏
expect statement_ended
