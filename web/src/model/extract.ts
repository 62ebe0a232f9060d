// Reads what a victim pasted (a chat, a transfer slip, an SMS from the bank) and proposes the fields
// of a report. Everything it says is a proposal that the officer corrects; it never decides.
// Pure: the same text and the same `now` give the same answer, in the browser, without a server. What
// kind of scam it is and which payments it tells of, the server's text engine says (usePastedText).
import { normaliseNumber } from './account_number'
import { hasValidCheckDigit } from './account_number'
import { formatBeijing, parseBeijing, type Instant } from './instant'
import { parseYuan, toHalfWidth, type Fen } from './money'

export type Side = 'payer' | 'payee' | 'unknown'
export interface FoundAccount {
  readonly number: string
  readonly side: Side
  readonly valid: boolean
}
export interface Extracted {
  readonly accounts: readonly FoundAccount[]
  readonly amounts: readonly Fen[]
  readonly times: readonly Instant[]
  readonly phones: readonly string[]
  readonly payee_name: string | null
}

export function extract(pasted: string, now: Instant): Extracted {
  const text = toHalfWidth(pasted.slice(0, 20_000))
  const accounts = findAccounts(text)
  return {
    accounts,
    amounts: findAmounts(text),
    times: findTimes(text, now),
    phones: findPhones(text),
    payee_name: findPayeeName(text),
  }
}

const payee_before = /(收款|对方|转到|转给|转入|汇到|汇给|打到|打给|付给|存入|to)[^\d]*$/i
const payer_before = /(付款|转出|我的|本人|我用|汇出|从|尾号|from)[^\d]*$/i

/** Runs of 12 to 19 digits, perhaps in groups. The words just before a number say whose it is. */
function findAccounts(text: string): FoundAccount[] {
  const found = new Map<string, FoundAccount>()
  for (const match of text.matchAll(/(?<![\d.])\d(?:[ -]?\d){11,18}(?![\d.]\d|\d)/g)) {
    const number = normaliseNumber(match[0])
    if (isTimestamp(number) || isIdNumber(text, match.index, match[0].length)) continue
    const before = text.slice(Math.max(0, match.index - 14), match.index)
    const known = found.get(number)
    const side = sideOf(before)
    if (known === undefined || (known.side === 'unknown' && side !== 'unknown')) {
      found.set(number, { number, side, valid: hasValidCheckDigit(number) })
    }
  }
  return [...found.values()]
}

function sideOf(before: string): Side {
  const clause = before.split(/[,，。;；\n]/).at(-1) ?? before
  const payee = clause.search(payee_before)
  const payer = clause.search(payer_before)
  if (payee < 0 && payer < 0) return 'unknown'
  return payee >= payer ? 'payee' : 'payer'
}

/** `20210103093000` is a time, not an account. */
function isTimestamp(digits: string): boolean {
  return /^20\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])[0-5]\d([0-5]\d)?$/.test(digits)
}

/** Eighteen places with a birthday in the middle: a citizen's number, also where it ends in X. */
function isIdNumber(text: string, at: number, length: number): boolean {
  const wide = normaliseNumber(text.slice(at, at + length + 1))
  return /^[1-9]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx]$/.test(wide)
}

function findPhones(text: string): string[] {
  const found = text.matchAll(/(?<!\d)(?:\+?86[ -]?)?(1[3-9]\d[ -]?\d{4}[ -]?\d{4})(?!\d)/g)
  return [...new Set([...found].map((match) => normaliseNumber(match[1] ?? '')))]
}

const amount_form =
  /(?:[¥￥]|人民币|RMB)\s*(\d[\d,]*(?:\.\d{1,2})?\s*[千万]?)|(?<![\d.])(\d[\d,]*(?:\.\d+)?\s*[千万]?)\s*(?:元|块)|(?<![\d.])(\d+(?:\.\d+)?\s*万)|(?:金额|转账|转了|汇款|汇了|打了)[::\s]*(\d[\d,]*(?:\.\d{1,2})?\s*[千万]?)(?![\d ]{6})|([一二两三四五六七八九十百千万]{2,})\s*(?:元|块)/g

function findAmounts(text: string): Fen[] {
  const found = new Set<Fen>()
  for (const match of text.matchAll(amount_form)) {
    const amount = parseYuan(match.slice(1).find((group) => group !== undefined) ?? '')
    if (amount !== null) found.add(amount)
  }
  return [...found]
}

const relative_form = /(半|\d{1,3})个?\s*(分钟|小时|钟头)(?:之?前)/g
const full_form =
  /(20\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[ T]*(\d{1,2})[:时点](\d{1,2})?(?:[:分](\d{1,2}))?/g
const day_form =
  /(?:(\d{1,2})月(\d{1,2})[日号]|(今天|今日|昨天|昨日|前天))?\s*(凌晨|早上|上午|中午|下午|晚上|今早|今晚|昨晚)?\s*(?<![\d:])(\d{1,2})(?:[:时]|点)(半|\d{1,2})?(?!\d)/g
const day_shift: { readonly [word: string]: number } = { 昨天: 1, 昨日: 1, 昨晚: 1, 前天: 2 }

/** Moments of the past, in Beijing time; a day without a year is the latest one before now. */
function findTimes(pasted: string, now: Instant): Instant[] {
  const found = new Set<Instant>()
  const take = (instant: Instant | null): void => {
    if (instant !== null && instant <= now) found.add(instant)
  }
  for (const match of pasted.matchAll(/(?<!\d)(20\d{12})(?!\d)/g)) {
    const [y, mo, d, h, mi, s] = match[0].match(/^(.{4})|.{2}/g) ?? []
    if (isTimestamp(match[0])) take(parseBeijing(`${y}-${mo}-${d} ${h}:${mi}:${s}`))
  }
  const text = pasted.replace(full_form, (_, year, month, day, hour, minute, second) => {
    take(beijing(Number(year), month, day, hour, minute, second))
    return '#'
  })
  for (const [, count = '', unit = ''] of text.matchAll(relative_form)) {
    const length = (count === '半' ? 0.5 : Number(count)) * (unit === '分钟' ? 60_000 : 3600_000)
    take(now - length)
  }
  for (const match of text.matchAll(day_form)) take(dayMoment(match, now))
  return [...found]
}

function dayMoment(match: RegExpExecArray, now: Instant): Instant | null {
  const [, month, day, dayWord = '', part = '', hourText = '', minuteText = '0'] = match
  const isEvening = /下午|晚上|今晚|昨晚/.test(part)
  const hour = Number(hourText) + (isEvening && Number(hourText) < 12 ? 12 : 0)
  const minute = minuteText === '半' ? '30' : minuteText
  const today = formatBeijing(now, 'day').split('-')
  if (month !== undefined && day !== undefined) {
    const year = Number(today[0])
    const thisYear = beijing(year, month, day, String(hour), minute)
    return thisYear !== null && thisYear > now
      ? beijing(year - 1, month, day, String(hour), minute)
      : thisYear
  }
  const base = beijing(Number(today[0]), today[1] ?? '', today[2] ?? '', String(hour), minute)
  const back = day_shift[dayWord] ?? day_shift[part] ?? 0
  return base === null ? null : base - back * 86_400_000
}

function beijing(
  year: number,
  month: string,
  day: string,
  hour: string,
  minute = '0',
  second = '0',
): Instant | null {
  const two = (text: string): string => text.padStart(2, '0')
  return parseBeijing(
    `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`,
  )
}

function findPayeeName(text: string): string | null {
  const named = /(?:户名|收款人姓名|收款人|收款方|对方姓名)\s*(?:[::是为]|叫)?\s*([\u4e00-\u9fa5·]{2,12})/.exec(text)
  const name = named?.[1]?.replace(/(?:账号|帐号|卡号|银行|开户).*$/, '') ?? ''
  return name.length >= 2 ? name : null
}
