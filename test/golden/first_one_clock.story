# Filing has one clock: the earlier of the review and the last stop's lapse, whoever tells of it.
people
report amount=500.00 matched=7
accept_report C1 code=1
truth C1 genuine
expect truth_reviewed
expect task_opened kind=file_case due=2023-01-04T09:00:00 article~2015
at 2023-01-03T09:00:00
tick
# whoever has the task is not told a second time
expect first_clock_rung clock=0 lapsed=false
as qian
extend_review C1 doubtful
expect review_extended
expect task_assigned task=K1 due=2023-01-08T09:00:00
as li
report amount=500.00 matched=8
accept_report C2 code=3
move C2 account=5 due=500.00
reply O1 0000 start=2023-01-03T09:00:00
truth C2 genuine
expect truth_reviewed
expect task_opened kind=file_case due=2023-01-05T09:00:00 article~银发
as zhao
extend_review C2 complex
expect review_extended extension.due=2023-02-02T09:00:00
