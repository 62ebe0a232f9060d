# First found, first pushed: to the station, its district and the city at once. Who it was not pushed to does not act on it.
user wu unit=50010301 role=officer
user xu unit=500105 role=officer
user yu unit=5000 role=officer
user no unit=nowhere role=officer
refused bad_input message~nowhere
warn grade=特危 unit=50010301
as xu
take J1 sign_off
refused forbidden message~没有推送给本单位
as wu
take J1 sign_off
expect warning_step_taken taken.by=wu
as yu
route J1 50010501 reason=""
refused bad_input
route J1 nowhere
refused bad_input
route J1 50010501
expect warning_assigned unit=50010501
see warnings J1 unit=50010501 held_by=50010501
as wu
take J1 call answered
refused forbidden
as xu
take J1 call answered
expect warning_step_taken taken.by=xu
take J9 call answered
refused not_found
