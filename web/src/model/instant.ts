// Instants are milliseconds since 1970; people read them in Beijing time, which has no summer time.
export type Instant = number

const beijing_ms = 8 * 3600_000

/** The instant of an ISO text with offset; null when there is none. */
export function parseInstant(text: string | null | undefined): Instant | null {
  if (text === null || text === undefined || text === '') return null
  const instant = Date.parse(text)
  return Number.isNaN(instant) ? null : instant
}

export type Precision = 'day' | 'minute' | 'second' | 'millisecond'

const lengths: { readonly [p in Precision]: number } = { day: 10, minute: 16, second: 19, millisecond: 23 }

/** `2021-01-03 09:30:05` in Beijing. */
export function formatBeijing(instant: Instant, precision: Precision = 'second'): string {
  const text = new Date(instant + beijing_ms).toISOString()
  return text.slice(0, lengths[precision]).replace('T', ' ')
}

/** `09:30` or, on another day than `now`, `01-03 09:30`. */
export function formatShort(instant: Instant, now: Instant): string {
  const text = formatBeijing(instant, 'minute')
  return text.slice(0, 10) === formatBeijing(now, 'day') ? text.slice(11) : text.slice(5)
}

/** ISO 8601 with Beijing's offset, as the API wants it. */
export function toIso(instant: Instant): string {
  return `${formatBeijing(instant, 'millisecond').replace(' ', 'T')}+08:00`
}

/** Reads `YYYY-MM-DD HH:MM[:SS]` as Beijing time; null when there is no such minute. */
export function parseBeijing(text: string): Instant | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text.trim())
  if (match === null) return null
  const [, year, month, day, hour, minute, second = '00'] = match
  const instant = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`)
  if (Number.isNaN(instant)) return null
  // Date.parse lets February the 30th roll over.
  return formatBeijing(instant).startsWith(`${year}-${month}-${day} ${hour}`) ? instant : null
}

export interface TimeLeft {
  readonly state: 'ahead' | 'close' | 'past'
  readonly text: string
}

/** Time left until a deadline as `14:22:05` or, `day` being the word, `2d 03:04:05`; `close` from `closeMs` before it on. */
export function timeLeft(deadline: Instant, now: Instant, closeMs = 4 * 3600_000, day = 'd'): TimeLeft {
  const left = deadline - now
  const state = left <= 0 ? 'past' : left <= closeMs ? 'close' : 'ahead'
  return { state, text: formatSpan(Math.abs(left), day) }
}

export function formatSpan(milliseconds: number, day = 'd'): string {
  const seconds = Math.floor(milliseconds / 1000)
  const days = Math.floor(seconds / 86400)
  const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
  return days > 0 ? `${days}${day} ${clock}` : clock
}

/** Milliseconds between two moments of an order, `12 ms`, `1.24 s`, `3 min 05 s`. */
export function formatElapsed(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(2)} s`
  const seconds = Math.floor(milliseconds / 1000)
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
}
