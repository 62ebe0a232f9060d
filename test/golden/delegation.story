# A head lets somebody stand in, for a while; not for what either of them drew up, and not further.
people
user chen
report amount=500.00 matched=7
move C1 account=2 due=500.00 ; account=3 due=500.00
file C1
as li
delegate chen
refused forbidden message~职务
as zhao
delegate zhao
refused bad_input where=/to
delegate nobody
refused bad_input where=/to
delegate chen until=2023-01-01T09:00:00
refused bad_input where=/until
delegate chen until=2023-04-01T09:00:01
refused refused_by_rule message~90
delegate chen reason=""
refused bad_input
delegate chen begins=2023-01-01T10:00:00 until=2023-01-05T09:00:00
expect duty_delegated delegation.from=zhao delegation.to=chen delegation.duty=district_head
as chen
delegate wang
refused forbidden
as li
freeze C1 account=2 amount=500.00
as wang
sign O3
as qian
approve O3 reason=同意
as sun
approve O3 reason=同意
# a second before it begins, and when it does
at 2023-01-01T09:59:59
as chen
approve O3 reason=同意
refused forbidden
at +1s
approve O3 reason=同意
expect order_signed signature.duty=district_head signature.by=chen signature.on_behalf=zhao
expect order_approved authority.by=chen authority.bounds~"代 zhao"
# what the head himself drew up his substitute does not approve
as zhao
freeze C1 account=3 amount=500.00
as wang
sign O4
as qian
approve O4 reason=同意
as sun
approve O4 reason=同意
as chen
approve O4 reason=同意
refused forbidden
as zhou
approve O4 reason=同意
expect order_signed signature.duty=district_head signature.by=zhou
expect order_approved
# it ends by itself, or before
as chen
end_delegation D9
refused not_found
as li
end_delegation D1
refused forbidden
as zhao
end_delegation D1
expect delegation_ended
end_delegation D1
refused conflict
