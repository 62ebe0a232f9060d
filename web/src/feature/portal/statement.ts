// A statement that somebody of a bank saved from their own system as CSV, into the rows of a reply.
import { formatBeijing, parseBeijing, parseInstant, toIso } from '@/model/instant'
import { parseYuan, toHalfWidth } from '@/model/money'
import type { StatementRow } from '@/api/types'

export const rows_max = 1000

type Field = 'time' | 'payer' | 'payee' | 'amount' | 'payer_name' | 'payee_name' | 'serial'
/** Headings that are understood, in half width and without blanks. */
const headings: { readonly [f in Field]: readonly string[] } = {
  time: ['time', '交易时间', '时间', '交易日期时间'],
  payer: ['payer', '付款账号', '付款方账号', '转出账号'],
  payee: ['payee', '收款账号', '收款方账号', '转入账号'],
  amount: ['amount_yuan', '金额', 'amount', '交易金额', '金额(元)', '交易金额(元)'],
  payer_name: ['payer_name', '付款户名', '付款方户名', '付款方名称'],
  payee_name: ['payee_name', '收款户名', '收款方户名', '收款方名称'],
  serial: ['serial', '流水号', '交易流水号'],
}
const needed: readonly Field[] = ['time', 'payer', 'payee', 'amount']

export interface Unread {
  readonly line: number
  readonly heading: string
  readonly why: 'missing' | 'not_understood' | 'not_closed' | 'too_many'
}
export interface Statement {
  readonly rows: StatementRow[]
  readonly unread: Unread[]
}

/** Records with the line that each begins on; a quoted cell may hold line ends. */
export function splitCsv(text: string): { line: number; cells: string[] }[] | null {
  const records: { line: number; cells: string[] }[] = []
  let cells: string[] = []
  let cell = ''
  let isQuoted = false
  let line = 1
  let begun = 1
  const endCell = (): void => {
    cells.push(cell.trim())
    cell = ''
  }
  const endRecord = (): void => {
    endCell()
    if (cells.some((each) => each !== '')) records.push({ line: begun, cells })
    cells = []
  }
  for (let i = 0; i < text.length; ++i) {
    const c = text[i] as string
    if (isQuoted) {
      if (c === '\n') ++line
      if (c !== '"') cell += c
      else if (text[i + 1] === '"') cell += text[++i] as string
      else isQuoted = false
    } else if (c === '"') isQuoted = true
    else if (c === ',' || c === '\t') endCell()
    else if (c === '\n') {
      endRecord()
      begun = ++line
    } else if (c !== '\r') cell += c
  }
  if (isQuoted) return null
  endRecord()
  return records
}

const plain = (text: string): string => toHalfWidth(text).replace(/[\s\uFEFF]/g, '').toLowerCase()
/** Spreadsheets keep an account number as text behind an apostrophe. */
const number = (text: string): string => toHalfWidth(text).replace(/^'|[\s-]/g, '')

function instantOf(text: string): string | null {
  const local = parseBeijing(toHalfWidth(text).replaceAll('/', '-'))
  if (local !== null) return toIso(local)
  const instant = /[zZ]$|[+-]\d{2}:\d{2}$/.test(text) ? parseInstant(text) : null
  return instant === null ? null : `${formatBeijing(instant, 'millisecond').replace(' ', 'T')}+08:00`
}

export function readStatement(text: string): Statement {
  const records = splitCsv(text)
  if (records === null) return { rows: [], unread: [{ line: 1, heading: '"', why: 'not_closed' }] }
  const head = records[0]
  const names = (head?.cells ?? []).map(plain)
  const place = (field: Field): number => names.findIndex((name) => headings[field].includes(name))
  const missing = needed.filter((field) => place(field) < 0)
  if (head === undefined || missing.length > 0) {
    return { rows: [], unread: missing.map((field) => ({ line: head?.line ?? 1, heading: headings[field][1] ?? field, why: 'missing' })) }
  }
  const rows: StatementRow[] = []
  const unread: Unread[] = []
  for (const record of records.slice(1)) {
    const cell = (field: Field): string => record.cells[place(field)] ?? ''
    const amount = parseYuan(cell('amount'))
    const time = instantOf(cell('time'))
    const payer = number(cell('payer'))
    const payee = number(cell('payee'))
    const bad: Field | null = time === null ? 'time' : payer === '' ? 'payer' : payee === '' ? 'payee' : amount === null ? 'amount' : null
    if (bad !== null || time === null || amount === null) {
      unread.push({ line: record.line, heading: head.cells[place(bad ?? 'time')] ?? '', why: 'not_understood' })
      continue
    }
    if (rows.length === rows_max) {
      unread.push({ line: record.line, heading: '', why: 'too_many' })
      break
    }
    const row: StatementRow = { time, payer, payee, amount_fen: amount }
    if (cell('payer_name') !== '') row.payer_name = cell('payer_name')
    if (cell('payee_name') !== '') row.payee_name = cell('payee_name')
    if (cell('serial') !== '') row.serial = cell('serial')
    rows.push(row)
  }
  return { rows, unread }
}
