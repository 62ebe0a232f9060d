# Leads abroad and people who came back: an owner, steps, a result that may lead to a file.
people
user chen role=officer
report amount=500.00 matched=7
person C1
lead abroad owner=chen
refused bad_input where=/owner
lead abroad country=缅甸
refused bad_input where=/country
lead abroad name=阿龙 country=MM owner=wang
expect lead_listed lead.owner=wang lead.due=2023-02-01T00:00:00
lead returnee name=阿虎 country=KH owner=li
expect lead_listed lead.due=2023-01-09T00:00:00
end_lead G1 confirmed
refused conflict message~还没有办理过
lead_step G1 device
refused bad_input where=/code
lead_step G1 locate note=经核在境外园区
expect lead_step_taken step.code=locate step.by=li
assign_lead G1 owner=li
expect lead_assigned owner=li
end_lead G1 confirmed person=R9
refused not_found
end_lead G1 confirmed person=R1
expect lead_ended result.code=confirmed result.person=1
lead_step G1 locate
refused conflict message~已办结
lead_step G2 interview
end_lead G2 clean
expect lead_ended result.code=clean result.person=none
