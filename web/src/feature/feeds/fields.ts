// What a column can mean, in words; and which columns a person's choice says.
import type { PreviewColumn, TransferField } from '@/api/types'
import type { Word } from '@/model/words'

export const field_words: { readonly [f in TransferField]: Word } = {
  time: { zh: '交易时间', en: 'Time' },
  payer: { zh: '付款账号', en: 'Payer account' },
  payee: { zh: '收款账号', en: 'Payee account' },
  amount_yuan: { zh: '金额（元）', en: 'Amount (yuan)' },
  amount_fen: { zh: '金额（分）', en: 'Amount (fen)' },
  kind: { zh: '交易种类', en: 'Kind' },
  serial: { zh: '流水号', en: 'Serial' },
  id: { zh: '编号', en: 'Id' },
  clearing: { zh: '清算流水号 / UETR', en: 'Clearing serial, UETR' },
  payer_name: { zh: '付款户名', en: 'Payer name' },
  payee_name: { zh: '收款户名', en: 'Payee name' },
  payer_institution: { zh: '付款行', en: 'Payer bank' },
  payee_institution: { zh: '收款行', en: 'Payee bank' },
  institution: { zh: '报送机构', en: 'Reporting institution' },
  original: { zh: '被冲正流水号', en: 'Reversed serial' },
  note: { zh: '摘要', en: 'Note' },
  date: { zh: '日期', en: 'Date' },
  clock: { zh: '时刻', en: 'Time of day' },
  own_account: { zh: '本方账号', en: 'Own account' },
  own_name: { zh: '本方户名', en: 'Own name' },
  own_institution: { zh: '本方银行', en: 'Own bank' },
  other_account: { zh: '对方账号', en: 'Other account' },
  other_name: { zh: '对方户名', en: 'Other name' },
  other_institution: { zh: '对方银行', en: 'Other bank' },
  direction: { zh: '借贷标志', en: 'Debit or credit' },
  signed_amount: { zh: '带正负号的金额（元）', en: 'Signed amount (yuan)' },
  debit: { zh: '借方金额（支出）', en: 'Debit amount' },
  credit: { zh: '贷方金额（收入）', en: 'Credit amount' },
  currency: { zh: '币种', en: 'Currency' },
  success: { zh: '是否成功', en: 'Succeeded' },
}

/** Rows that name both sides; statements of one account; what both may have. */
export const field_groups: readonly { readonly name: 'two' | 'one' | 'more'; readonly fields: readonly TransferField[] }[] = [
  { name: 'two', fields: ['time', 'payer', 'payee', 'amount_yuan', 'amount_fen', 'serial', 'id', 'clearing', 'kind', 'payer_name', 'payee_name', 'payer_institution', 'payee_institution'] },
  { name: 'one', fields: ['own_account', 'other_account', 'direction', 'signed_amount', 'debit', 'credit', 'own_name', 'other_name', 'own_institution', 'other_institution'] },
  { name: 'more', fields: ['date', 'clock', 'institution', 'original', 'note', 'currency', 'success'] },
]

/** A person's words by heading; an empty one passes the column over. */
export type Choices = ReadonlyMap<string, TransferField | ''>

/** `choices` with this one; without it where it says what the server reads by itself. */
export function choose(choices: Choices, column: PreviewColumn, field: TransferField | ''): Choices {
  const next = new Map(choices)
  const isGuess = !column.by_hand && (column.field ?? '') === field
  if (isGuess) next.delete(column.heading)
  else next.set(column.heading, field)
  return next
}

/** Without a number of their own, rows of a file that is sent twice cannot be told apart. */
export function hasNumbers(columns: readonly PreviewColumn[]): boolean {
  return columns.some((column) => column.field === 'serial' || column.field === 'id')
}
