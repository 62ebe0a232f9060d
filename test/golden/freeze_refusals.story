# What a freeze must say, one refusal a row, in the order in which they are looked for.
people
user bank1x role=admin
report amount=500.00 matched=7
move C1 account=2 due=500.00 ; account=5 due=500.00 bank=YZ09
reply O1 0000
freeze C9 account=2 amount=1.00
refused not_found
freeze C1 account=77 amount=1.00
refused not_found
freeze C1 account=2 amount=1.00 reason=""
refused bad_input where~reason
freeze C1 account=2
refused bad_input where=/amount_fen
freeze C1 account=2 amount=0.00
refused bad_input where=/amount_fen
freeze C1 account=2 scope=full amount=1.00 why_whole=全部涉案
refused bad_input where=/amount_fen
freeze C1 account=2 scope=full
refused bad_input where=/why_whole
freeze C1 account=2 amount=1.00 why_whole=不需要
refused bad_input where=/why_whole
freeze C1 account=2 amount=1.00 second=nobody
refused bad_input where=/second
freeze C1 account=2 amount=1.00 second=bank1x
refused bad_input where=/second
freeze C1 account=5 amount=1.00
refused conflict message~通道
freeze C1 account=2 amount=1.00 second=li
refused refused_by_rule where=/second rule~二人
freeze C1 account=2 amount=1.00 paper=""
refused refused_by_rule rule~第一百七十四条
file C1
freeze C1 account=2 amount=1.00 paper=""
refused refused_by_rule where=/document rule~第二百三十九条
freeze C1 account=2 scope=in_only why_whole=全部涉案
expect order_drafted id=O2 amount=none freeze.scope=in_only
freeze C1 account=2 amount=1.00
refused conflict message~O000002
