# A penalty under the law against telecom fraud: fifteen days at most, once a case; the fine is paid
# within fifteen days. It needs no filed case.
people
report amount=500.00 matched=7
person C1 role=card_lender
step R1 penalised
refused refused_by_rule message~处罚的条款
step R1 penalised article=31 days=5
refused refused_by_rule message~没有这一处罚条款
step R1 penalised article=44 days=16
refused refused_by_rule message~行政拘留不超过
step R1 penalised article=44 days=10 fine=2000.00 paper=渝公罚字1号
expect person_step_taken step.penalty.article=44 step.penalty.days=10 step.penalty.fine=2000.00
step R1 penalised article=44 days=5
refused refused_by_rule message~不得再罚 rule~第二十九条
at 2023-01-10T08:59:59
tick
expect nothing
at 2023-01-10T09:00:00
tick
expect person_clock_rung step=1 clock=0 lapsed=false
expect task_opened kind=person_due what=penalty_custody due=2023-01-11T09:00:00
at 2023-01-11T08:59:59
tick
expect nothing
at 2023-01-11T09:00:00
tick
expect person_clock_rung step=1 clock=0 lapsed=true
expect task_opened kind=person_overdue what=penalty_custody
expect task_finished task=K1
at +1s
tick
expect nothing
at 2023-01-15T23:59:59
tick
expect nothing
at 2023-01-16T00:00:00
tick
expect person_clock_rung step=1 clock=1 lapsed=false
expect task_opened kind=person_due what=fine due=2023-01-17T00:00:00 article~第六十七条
at 2023-01-16T23:59:59
tick
expect nothing
at 2023-01-17T00:00:00
tick
expect person_clock_rung step=1 clock=1 lapsed=true
expect task_opened kind=person_overdue what=fine
expect task_finished task=K3
at +1s
tick
expect nothing
step R1 penalty_done
expect person_step_taken
expect task_finished task=K2
expect task_finished task=K4
