// Account and card numbers are text, never numbers: zeros lead, and 19 digits do not fit a double.
import { toHalfWidth } from './money'

/** Digits and letters only, half width: what is sent to the server. */
export function normaliseNumber(text: string): string {
  return toHalfWidth(text).replace(/[\s\-—·]/g, '')
}

/** Groups of four for reading back; a masked number that already has its groups is left alone. */
export function groupNumber(number: string): string {
  if (number.includes(' ')) return number
  return number.replace(/(.{4})(?=.)/g, '$1 ')
}

/** The check digit of ISO/IEC 7812. Only card numbers carry one: 13 to 19 digits. */
export function hasValidCheckDigit(number: string): boolean {
  if (!/^\d{13,19}$/.test(number)) return false
  let total = 0
  for (let i = 0; i < number.length; ++i) {
    const value = Number(number[number.length - 1 - i])
    const doubled = i % 2 === 1 ? value * 2 : value
    total += doubled > 9 ? doubled - 9 : doubled
  }
  return total % 10 === 0
}

export type NumberVerdict = 'empty' | 'short' | 'bad_check_digit' | 'card' | 'other'

/** What can be said of a number while it is typed, before the server has answered. */
export function judgeNumber(text: string): NumberVerdict {
  const number = normaliseNumber(text)
  if (number === '') return 'empty'
  if (number.length < 6) return 'short'
  if (!/^\d{13,19}$/.test(number)) return 'other'
  return hasValidCheckDigit(number) ? 'card' : 'bad_check_digit'
}
