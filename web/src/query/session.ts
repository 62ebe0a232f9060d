// Who is signed in. The cookie is the session; this only remembers what the server said of it.
import { computed, shallowRef } from 'vue'
import { ApiError, onServerTime, onUnauthorised, setCsrf } from '@/api/client'
import * as api from '@/api/endpoints'
import type { Role, Session } from '@/api/types'
import { noteServerTime } from '@/model/clock'
import { parseInstant } from '@/model/instant'
import { startLive, stopLive } from './live'

const session = shallowRef<Session | null>(null)
export const user = computed(() => session.value?.user ?? null)
/** Everything here is practice. */
export const isDrill = computed(() => session.value?.drill ?? false)

export function hasRole(...roles: Role[]): boolean {
  return user.value !== null && roles.includes(user.value.role)
}

export async function signIn(name: string, password: string): Promise<void> {
  begin(await api.login(name, password))
}

export async function signOut(): Promise<void> {
  try {
    await api.logout()
  } finally {
    end()
  }
}

/** Takes up the session of the cookie, when there is one. */
export async function resume(): Promise<boolean> {
  if (session.value !== null) return true
  try {
    begin(await api.me())
    return true
  } catch (error) {
    // The public site on its own has nobody to sign in: it knows no such route.
    servesCitizensOnly = error instanceof ApiError && error.status === 404
    return false
  }
}

let servesCitizensOnly = false
/** Whether the server turned out to have public pages and nothing else; known after `resume`. */
export const isPublicSite = (): boolean => servesCitizensOnly

/** `left` is called when the server says that the session is over. */
export function watchSession(left: () => void): void {
  onServerTime((instant, roundTrip) => noteServerTime(instant, roundTrip))
  onUnauthorised(() => {
    if (session.value === null) return
    end()
    left()
  })
}

function begin(opened: Session): void {
  session.value = opened
  setCsrf(opened.csrf)
  // Prosecution and courts are told nothing as it happens: they see only what was sent to them.
  if (opened.user.role === 'procurator' || opened.user.role === 'court') return
  startLive()
  if (opened.user.role !== 'bank') void readClock()
}

function end(): void {
  session.value = null
  setCsrf('')
  stopLive()
  // Drafts hold what victims said; the next person at this desk must not find them.
  sessionStorage.clear()
}

async function readClock(): Promise<void> {
  const started = performance.now()
  try {
    const now = parseInstant((await api.stats()).now)
    if (now !== null) noteServerTime(now, performance.now() - started, 1)
  } catch {
    // The Date header of any other answer says the second; that is enough for a clock of hours.
  }
}
