# A re-visit is drawn from a seed that is written down first; nobody checks themselves, and nobody draws anew.
user wu unit=50010301 role=officer
user xu unit=500103 role=officer
as wu
street 500103001
visit 500103001 households=40 first=40
visit 500103001 households=25 first=20
as wu
audit 500103001 wanted=2
refused forbidden message~不得自行抽查
as xu
audit 500105001 wanted=2
refused bad_input message~先登记街道
audit 500103001 wanted=501
refused bad_input where=/wanted
audit 500103001 wanted=3 seed=7 reason=月度抽查
expect audit_announced seed=7777777777777777777777777777777777777777777777777777777777777777 wanted=3 rounds=[1,2] sampled=[]
expect audit_drawn audit=Z1
# until all of it is checked there is no second draw
audit 500103001 wanted=3 seed=8
refused conflict message~尚未完成
check Z1 0 confirmed
expect household_checked index=0 checked.finding=confirmed checked.by=xu
check Z1 1 not_visited
refused bad_input where=/note
check Z1 1 not_visited note=住户称无人来过
expect household_checked checked.finding=not_visited
check Z1 3 confirmed
refused not_found
as wu
check Z1 2 confirmed
refused forbidden message~不得自行抽查
as xu
check Z1 2 unreachable note=三次上门无人
expect household_checked checked.finding=unreachable
# a finding is corrected by a later one
check Z1 2 confirmed note=第四次上门核实
expect household_checked checked.finding=confirmed
# what was drawn from stays, and the next draw is from what came since
audit 500103001 wanted=3
refused conflict message~没有尚未抽查
as wu
visit 500103001 households=5 first=5
as xu
audit 500103001 wanted=9 seed=8
expect audit_announced rounds=[3] wanted=9
expect audit_drawn audit=Z2
as wu
take_back round V3
refused conflict message~已被抽查
