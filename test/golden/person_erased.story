# The erasure of a case erases whoever belongs to no other, and waits while one is under a measure of it.
people
report amount=500.00 matched=7
report amount=800.00 matched=8
file C1
person C1 name=赵强 id_no=1
person C1 name=钱芳 id_no=2
link_person R2 C2 role=cashier
step R1 bailed note=其妻担保
close C1
erase C1 reason=保存期限届满
refused conflict message~R000001
step R1 released
erase C1 reason=保存期限届满
as wang
confirm_erasure C1 reason=已核对
expect case_erased case_id=C1
expect person_erased person=1
see persons R1 name=(已销毁) id_no=(已销毁)
see persons R2 name=钱芳
as li
step R1 returned
refused conflict message~已销毁
# the number is free again
person C2 name=赵强 id_no=1
expect person_filed
close C2
erase C2 reason=保存期限届满
as wang
confirm_erasure C2 reason=已核对
expect case_erased case_id=C2
expect person_erased person=2
expect person_erased person=3
