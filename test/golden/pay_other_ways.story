# By QR code, gift card and crypto: each way has its play, its owner and its clock.
report way=qr amount=300.00 from=1 to=none payer_bank=YZ02 merchant=88001234 order_number=4200001
expect case_opened paid_by=qr
expect cascade_authorised
expect task_opened kind=exit_merchant loss=0 due=+60m article~商户出口
expect order_drafted id=O1 family=transaction_query account=1 institution=YZ02
expect order_approved order=O1
report way=gift_card amount=1000.00 from=none to=none card_code=8888777766665555 platform=某超市
expect case_opened paid_by=gift_card
expect cascade_authorised
expect task_opened kind=gift_card loss=0 amount=1000.00 due=+30m article~礼品卡
report way=crypto amount=900.00 from=none to=none wallet=TXYZ111
expect case_opened paid_by=crypto
expect cascade_authorised
expect task_opened kind=exit_crypto loss=0 due=+120m article~虚拟货币
# two such payments of one case are two tasks; each may be paid another way than the case
add_loss C3 amount=800.00 from=none to=none wallet=TXYZ222 ; amount=700.00 from=none to=none paid=cash plate=渝B00001
expect losses_added case_id=C3
expect task_opened kind=exit_crypto loss=1 amount=800.00
expect task_opened kind=exit_cash loss=2 amount=700.00
# a transfer is a transfer: both accounts
add_loss C3 amount=100.00 from=1 to=none paid=transfer
refused bad_input where=/losses/0/payee_account
