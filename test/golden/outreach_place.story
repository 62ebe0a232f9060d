# Where a case belongs in the statistics: a street of the ledger, an age group by the identity number, an occupation.
report amount=500.00 matched=7
place C1
refused bad_input message~须写明
street 500103001
complete C1 id_no=110101195003070015
place C1 street=500103001 occupation=retired
expect case_placed street=500103001 age=60- occupation=retired by=li
# the same again says nothing new
place C1 street=500103001 occupation=retired
expect nothing
place C1 street=500103001 age=30-44
expect case_placed age=30-44
place C1 age=31-44
refused bad_input where=/age
place C1 occupation=wizard
refused bad_input where=/occupation
place C1 street=500103009
refused bad_input where=/street
place C9 street=500103001
refused not_found
