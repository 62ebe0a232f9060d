# What a unit says it visited is counted once a household, and only for streets that are its own.
user wu unit=50010301 role=officer
user xu unit=500105 role=officer
as wu
visit 500103001 households=10 first=10
refused bad_input message~先登记街道
street 500103001 households=1000
expect streets_noted
street 50010300 households=10
refused bad_input where=/streets/0/code
street 500105001 unit=50010501
refused forbidden message~不是本单位
as xu
visit 500103001 households=10 first=10
refused forbidden message~不是本单位
# nobody takes a street over from another unit
street 500103001 unit=50010501
refused forbidden message~不是本单位
as wu
visit 500103001 households=10 first=11
refused bad_input where=/first
visit 500103001 households=1001 first=10
refused bad_input where=/households
visit 500103001 households=10 first=10 day=+24h
refused bad_input where=/day
visit 500103001 households=10 first=8
expect round_recorded households=10 first=8 unit=50010301 by=wu doors=none
# with doors the core counts for itself which are new
visit 500103001 doors=3栋501/3栋502/3栋503
expect round_recorded households=3 first=3 doors~3栋501
visit 500103001 doors=3栋503/3栋504
expect round_recorded households=2 first=1
visit 500103001 doors=3栋505/3栋505
refused bad_input message~第 2 户重复
take_back round V2 reason=跑错楼栋
expect round_withdrawn round=V2 withdrawn.reason=跑错楼栋
take_back round V2
refused conflict message~已经撤回
visit 500103001 doors=3栋501
expect round_recorded households=1 first=1
take_back round V9
refused not_found
