// Money is an integer number of fen. The brand keeps a bare number from being shown or paid as money;
// yuan exist only as text.
declare const brand: unique symbol
export type Fen = number & { readonly [brand]: 'Fen' }

/** Takes a number from the wire. A fraction or an unsafe integer is a bug of the sender. */
export function fen(amount: number): Fen {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not an amount in fen: ${amount}`)
  return amount as Fen
}

export const zero: Fen = fen(0)

export function sum(amounts: readonly number[]): Fen {
  return fen(amounts.reduce((total, amount) => total + amount, 0))
}

/** `1,234,567.00`; a negative amount carries a true minus sign. */
export function formatYuan(amount: Fen): string {
  const absolute = Math.abs(amount)
  const yuan = String(Math.floor(absolute / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  const cents = String(absolute % 100).padStart(2, '0')
  return `${amount < 0 ? '−' : ''}${yuan}.${cents}`
}

/** `1234567.00`, for files. */
export function plainYuan(amount: Fen): string {
  return formatYuan(amount).replaceAll(',', '').replace('−', '-')
}

const unit: { readonly [word: string]: number } = { '': 1, 元: 1, 块: 1, 千: 1e3, 万: 1e4, 亿: 1e8 }

/** What a person types or pastes: `50,000`, `５００００元`, `3.2万`, `¥ 1 200.5`; null when it is no positive amount. */
export function parseYuan(text: string): Fen | null {
  const plain = toHalfWidth(text).replace(/[¥￥,，\s]|人民币|RMB|CNY/gi, '')
  const match = /^(\d{1,13})(?:\.(\d{1,6}))?(千|万|亿)?(?:元|块)?(?:整|钱)?$/.exec(plain)
  if (match === null) return parseChineseYuan(plain)
  const [, whole = '', fraction = '', word = ''] = match
  const scale = (unit[word] ?? 1) * 100
  const fractionFen = (Number(fraction || '0') * scale) / 10 ** fraction.length
  const amount = Number(whole) * scale + fractionFen
  return Number.isSafeInteger(amount) && amount > 0 ? fen(amount) : null
}

export function toHalfWidth(text: string): string {
  return text.replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
}

const digit = '零一二三四五六七八九'

/** `五万元`, `十二万三千`, `两千五百`: victims say amounts this way and so do chat logs. */
function parseChineseYuan(text: string): Fen | null {
  const words = text.replace(/[元块整钱]+$/, '').replaceAll('两', '二').replaceAll('〇', '零')
  if (!/^[零一二三四五六七八九十百千万]+$/.test(words)) return null
  let total = 0
  let section = 0
  let current = 0
  for (const word of words) {
    const value = digit.indexOf(word)
    if (value >= 0) current = value
    else if (word === '万') {
      total += (section + current) * 1e4
      section = current = 0
    } else {
      section += (current || 1) * (word === '十' ? 10 : word === '百' ? 100 : 1000)
      current = 0
    }
  }
  const yuan = total + section + current
  return yuan > 0 ? fen(yuan * 100) : null
}
