# An address finds the street, the street its unit; what is ambiguous or unknown is said and the officer chooses.
street 500103001 name=解放碑街道 district=渝中区 unit=50010301
street 500103002 name=大坪街道 district=渝中区 unit=500103
street 500105001 name=观音桥街道 district=江北区 unit=50010501
street 500105002 name=大坪街道 district=江北区 unit=50010501
warn area=渝中区解放碑民权路1号
expect warning_raised warning.unit=50010301 warning.held_by=50010301 warning.place.located=found warning.place.street=500103001
warn phone=13900000002 area=观音桥步行街
expect warning_raised warning.unit=50010501 warning.place.located=found warning.place.street=500105001
warn phone=13900000003 area=大坪街道正街
expect warning_raised warning.unit=5000 warning.place.located=several
warn phone=13900000004 area=渝中区大坪街道
expect warning_raised warning.unit=500103 warning.place.located=found warning.place.street=500103002
warn phone=13900000005 area=江北区某小区
expect warning_raised warning.unit=50010501 warning.place.located=several
warn phone=13900000006 area=某市某区
expect warning_raised warning.unit=5000 warning.place.located=unknown
warn phone=13900000007 area=500105001003
expect warning_raised warning.unit=50010501 warning.place.located=found
# the officer chooses; clocks run for the unit that answers now
locate J3 in=500105002
expect warning_placed located=chosen street=500105002
see warnings J3 unit=50010501 held_by=50010501 clocks.0.unit=50010501
locate J3 in=500105002
expect nothing
locate J3 in=500199999
refused bad_input where=/street
locate J3
refused bad_input where=/area
locate J6 area=也说不清
expect warning_placed located=unknown
see warnings J6 unit=5000
# who is told of again brings the place with them, once
warn phone=13900000008 unit=5000
expect warning_raised warning.unit=5000
warn phone=13900000008 unit=5000 area=解放碑 reason=又一条线索
expect warning_joined warning=J8
expect warning_placed street=500103001
see warnings J8 unit=50010301
warn phone=13900000008 unit=5000 area=观音桥 reason=第三条线索
expect warning_joined warning=J8
# a unit that is told stays, the place is noted
warn phone=13900000009 unit=500105 area=解放碑
expect warning_raised warning.unit=500105 warning.place.street=500103001
