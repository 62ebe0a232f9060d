// Days as people pick them, and as the server takes them: the first moment of the day in Beijing.
import { formatBeijing, parseBeijing, toIso } from '@/model/instant'

/** "2026-11-27" -> an instant's text; null for what is no day. */
export function dayToIso(day: string): string | null {
  const instant = parseBeijing(`${day} 00:00:00`)
  return instant === null ? null : toIso(instant)
}

export function today(now: number): string {
  return formatBeijing(now, 'day')
}
