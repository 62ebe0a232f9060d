# A partner's word is capped, runs out, is taken back under its own id only, and restrains nobody.
key_of yd
key_of lt institution=HL01
as yd
tell_of 13900000001 ref=a confidence=95 until=+240h
expect indicators_taken
see indicators I1 told=95 confidence=60 source=yd reference=a
tell_of 13900000001 ref=a confidence=95 until=+240h
expect nothing
tell_of 13900000001 ref=a confidence=30 until=+240h
expect indicators_taken
see indicators I1 told=30 confidence=30
# another partner's id of the same name is another one
as lt
tell_of 13900000001 ref=a confidence=50
expect indicators_taken
see indicators I2 source=lt
tell_of 13900000002 ref=c revoked=yes
expect nothing
as yd
tell_of 13900000001 ref=a confidence=30 until=+240h revoked=yes
expect indicators_taken
see indicators I1 reference=a
tell_of 13900000003 ref=d confidence=101
refused bad_input where=/indicators/0/confidence
tell_of 13900000003 ref=d from=+1000h
refused bad_input where=/indicators/0/until
as li
agreement nobody
refused bad_input where=/partner
agreement yd paper=共享协议1号 full=yes
expect agreement_recorded full=true document=共享协议1号
see agreements yd full=true ended=none
end_agreement yd reason=到期不续
expect agreement_ended partner=yd
end_agreement yd
refused conflict message~已经终止
end_agreement lt
refused not_found
clear_number 13900000001 reason=号码已重新放号
expect reputation_cleared clearing.reason=号码已重新放号
