# The sheets of a link are one quiz of the ledger at its end; of no taker anything is kept.
street 500103001
quiz_link 500103001 community=较场口社区 topic=刷单返利 questions=3 until=2023-01-03T09:00:00
expect quiz_link_opened link.takers=0 link.questions=3
quiz_link 500103001
refused conflict message~用过
quiz_link 500103001 code=2 until=+4000h
refused bad_input where=/until
sheet QL1 right=2
expect quiz_sheet_taken right=2 fell=false
sheet QL1 right=1 fell=yes
sheet QL1 right=4
refused bad_input where=/answers
at +49h
sheet QL1 right=1
refused conflict message~结束
tick
expect quiz_recorded takers=2 right=3 fell=1 questions=3 community=较场口社区
expect quiz_link_ended end.quiz=1
quiz_link 500103001 code=3
expect quiz_link_opened
end_quiz_link QL2
expect quiz_link_ended end.quiz=none
end_quiz_link QL2
refused conflict
