# A recording is asked for before it is overwritten; its clock does not wait for signatures.
people
report amount=500.00 matched=7
move C1 account=2 due=500.00
reply O1 0000
as wang
sign O1
as li
evidence C1 kind=camera place=解放碑支行2号机 from=2023-01-01T08:00:00 until=2023-01-01T08:30:00 overwrites=2023-01-01T09:00:00
refused bad_input where=/overwrites_at
evidence C1 kind=camera place=解放碑支行2号机 from=2023-01-01T08:00:00 until=2023-01-01T08:30:00 overwrites=2023-01-02T15:00:00 paper="" emergency=录像即将覆盖
expect order_drafted id=O2 approval.emergency=录像即将覆盖
# the lead of two days lies before the draft: it rings at once, the later ones in turn
tick
expect clock_rung order=O2 rung.clock=overwriting
expect task_opened kind=recording_at_risk due=2023-01-02T15:00:00
at 2023-01-01T14:59:59
tick
expect nothing
at +1s
tick
expect clock_rung order=O2 rung.clock=overwriting
as wang
sign O2
as qian
approve O2 reason=先行调取
expect order_signed
expect order_approved order=O2 papers_due=+24h
as li
paper O2 number=调证字2号
at 2023-01-02T15:00:00
reply O2 0000 file=监控.mp4
expect order_answered state=answered
expect task_finished
tick
see orders O2 state=answered
