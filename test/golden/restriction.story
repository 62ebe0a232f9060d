# A number, an address, a profile is switched off: two officers, two steps, a term, and on again.
people
report amount=500.00 matched=7
restrict C1 value=17000000001 bank=YZ01
refused bad_input where=/institution
restrict C1 value=不是号码
refused bad_input where=/value
restrict C1 kind=url value=没有点 bank=HL01
refused bad_input where=/value
restrict C1 kind=profile value=tao123 bank=HL01
refused bad_input where=/platform
restrict C1 paper=""
refused refused_by_rule where=/document
restrict C1
expect order_drafted id=O1 family=number_suspension institution=YD01 mark.kind=phone approval.second=wang ground.article~第三十二条 ground.appeal~申诉
restrict C1
refused conflict message~O000001
pass O1
reply O1 0000 start=2023-01-01T09:00:00
expect order_answered state=in_force deadline=2023-01-31T09:00:00
see cases C1 first_hold_at=none
# it comes back by itself
at 2023-01-30T09:00:00
tick
see tasks K1 kind=restriction_lapsing order=O1 account=none
at 2023-01-31T08:59:59
tick
see orders O1 state=in_force
at +1s
tick
see orders O1 state=expired
# an address at a telecom's gateways, a profile at its platform; lifted with the unit's head
restrict C1 kind=url value=http://kf.example.top/login bank=YD01
expect order_drafted id=O2 family=url_block
restrict C1 kind=profile value=tao123 platform=某即时通讯 bank=HL01
expect order_drafted id=O3 family=profile_suspension mark.platform=某即时通讯
pass O2 O3
reply O2 0000
reply O3 0000
lift O3
expect order_drafted id=O4 family=profile_restoration target=O3 mark.value~tao123
lift O3
refused conflict message~O000004
pass O4
reply O4 0000
expect order_answered order=O4 state=answered
expect order_released order=O3 by=O4
# the holder of the address objects, and is right
issue O2 holder_notice code=7 number=x holder=x
object 7
answer Y1 release
expect order_drafted id=O5 family=url_unblock target=O2
expect order_approved order=O5 authority.kind=officer
expect objection_answered
expect task_finished
reply O5 0000
see orders O2 state=released
