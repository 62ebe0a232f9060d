# Files with a case and an exhibit of its trace: what is kept, what is refused and why.
people
report amount=500.00 matched=14
expect case_opened
expect cascade_authorised
keep_file C1 name=流水.xlsx kind=xlsx sha256=aa origin=collected document=调证字1号
expect file_added file.name=流水.xlsx file.kind=xlsx file.scan=not_scanned file.obtained.document=调证字1号 file.added_by=li
# the same bytes again
keep_file C1 name=又一份.xlsx kind=xlsx sha256=aa
refused conflict message~U000001
keep_file C1 name=截图.png kind=png sha256=bb origin=collected
refused bad_input message~文书文号
# a virus is put on record, and nothing is kept
keep_file C1 name=坏.pdf kind=pdf sha256=cc scan=infected found=Eicar
expect file_refused found=Eicar
file_scanned U1 scan=clean
expect file_scanned file=U1 scan=clean
file_taken U1 rows=12 fresh=10 duplicates=1 refused=1
expect file_taken taken.rows=12 taken.by=li
exhibit C1 as_of=20 reason=移送审查起诉
expect exhibit_asked exhibit.method.policy=fifo exhibit.as_of=20 exhibit.reason=移送审查起诉
exhibit C1 as_of=20
refused conflict message~正在制作
exhibit_failed X1 why=行数过多
expect exhibit_failed exhibit=X1 why=行数过多
exhibit C1 as_of=20
expect exhibit_asked
exhibit_made X2 sha256=dd
expect exhibit_made exhibit=X2
# nothing was found in the feeds by then
exhibit C1 as_of=14
refused conflict message~没有可以追踪的起点
