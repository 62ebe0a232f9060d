// The one place that calls fetch. It turns every failure into an ApiError that says what happened
// in the server's own words, carries the CSRF token and the idempotency key, and remembers the
// newest sequence that any answer has shown, so that a read after a write never goes back in time.
import type { Problem, RowRefusal } from './types'

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly where: string | null = null,
    readonly rule: string | null = null,
    /** Of a file that was refused as a whole: its rows that cannot be read. */
    readonly refused: { readonly rows: readonly RowRefusal[]; readonly total: number } | null = null,
  ) {
    super(detail)
  }
  /** True when no answer came, so the same command may be sent again under the same key. */
  get isUnreachable(): boolean {
    return this.status === 0
  }
}

export type Params = { readonly [name: string]: string | number | undefined }

const base = '/api/v1'
const state = { csrf: '', seq: 0 }
const listeners = {
  unauthorised: (): void => {},
  serverTime: (_instant: number, _roundTrip: number): void => {},
}

export function setCsrf(token: string): void {
  state.csrf = token
}
export function newestSeq(): number {
  return state.seq
}
export function noteSeq(seq: number): void {
  if (Number.isSafeInteger(seq) && seq > state.seq) state.seq = seq
}
export function onUnauthorised(listener: () => void): void {
  listeners.unauthorised = listener
}
export function onServerTime(listener: (instant: number, roundTrip: number) => void): void {
  listeners.serverTime = listener
}

/** A fresh key for one intention of the user. `randomUUID` is absent on plain-http hosts. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function withQuery(path: string, params: Params = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== '') query.set(name, String(value))
  }
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}

export async function get<T>(path: string, params: Params = {}, signal?: AbortSignal): Promise<T> {
  const seq = state.seq > 0 ? state.seq : undefined
  return request<T>('GET', withQuery(path, { ...params, min_seq: seq }), {
    ...(signal === undefined ? {} : { signal }),
  })
}

export const post = <T>(path: string, body: object, key?: string): Promise<T> =>
  command<T>('POST', path, body, key)
export const patch = <T>(path: string, body: object, key?: string): Promise<T> =>
  command<T>('PATCH', path, body, key)

/** A question too long for an address: nothing is changed by it, so it may be broken off. */
export const ask = <T>(path: string, body: object, signal?: AbortSignal): Promise<T> =>
  command<T>('POST', path, body, undefined, signal)

async function command<T>(
  method: string,
  path: string,
  body: object,
  key?: string,
  signal?: AbortSignal,
): Promise<T> {
  return request<T>(method, path, {
    ...(signal === undefined ? {} : { signal }),
    body: JSON.stringify(body),
    headers: {
      'Content-Type': 'application/json',
      'X-CSRF-Token': state.csrf,
      ...(key === undefined ? {} : { 'Idempotency-Key': key }),
    },
  })
}

async function request<T>(method: string, path: string, init: RequestInit): Promise<T> {
  const started = performance.now()
  let response: Response
  try {
    response = await fetch(base + path, { ...init, method, credentials: 'same-origin' })
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiError(0, 'unreachable', String(cause))
  }
  noteSeq(Number(response.headers.get('X-Seq') ?? 0))
  const date = Date.parse(response.headers.get('Date') ?? '')
  if (!Number.isNaN(date)) listeners.serverTime(date, performance.now() - started)
  if (!response.ok) {
    if (response.status === 401 && path !== '/login') listeners.unauthorised()
    throw problemOf(response.status, response.statusText, await response.text())
  }
  return parse<T>(await response.text())
}

/** Sends bytes as they are, and reads the answer as JSON. */
export async function postBytes<T>(path: string, body: Blob, signal?: AbortSignal): Promise<T> {
  return request<T>('POST', path, {
    body,
    headers: { 'Content-Type': 'application/octet-stream', 'X-CSRF-Token': state.csrf },
    ...(signal === undefined ? {} : { signal }),
  })
}

/** A question whose answer is a file. */
export async function askFile(path: string, body: object): Promise<Blob> {
  let response: Response
  try {
    response = await fetch(base + path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': state.csrf },
      credentials: 'same-origin',
    })
  } catch (cause) {
    throw new ApiError(0, 'unreachable', String(cause))
  }
  if (!response.ok) {
    if (response.status === 401) listeners.unauthorised()
    throw problemOf(response.status, response.statusText, await response.text())
  }
  return response.blob()
}

export interface Upload<T> {
  readonly answer: Promise<T>
  /** Breaks off; `answer` then fails with an AbortError. */
  cancel(): void
}

/** Streams a file from the disk. `fetch` cannot tell how much has been sent, this can. */
export function upload<T>(
  path: string,
  file: Blob,
  contentType: string,
  onSent: (bytes: number) => void,
  headers: { readonly [name: string]: string } = {},
): Upload<T> {
  const request = new XMLHttpRequest()
  const answer = new Promise<T>((resolve, reject) => {
    request.upload.onprogress = (event) => onSent(event.loaded)
    request.onabort = () => reject(new DOMException('broken off', 'AbortError'))
    request.onerror = () => reject(new ApiError(0, 'unreachable', 'the connection broke'))
    request.onload = () => {
      noteSeq(Number(request.getResponseHeader('X-Seq') ?? 0))
      if (request.status >= 200 && request.status < 300) return resolve(parse<T>(request.responseText))
      if (request.status === 401) listeners.unauthorised()
      reject(problemOf(request.status, request.statusText, request.responseText))
    }
    request.open('POST', base + path)
    request.setRequestHeader('Content-Type', contentType)
    request.setRequestHeader('X-CSRF-Token', state.csrf)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.send(file)
  })
  return { answer, cancel: () => request.abort() }
}

/** The adapter's one trust boundary: our own server's answer takes the type of the contract. */
function parse<T>(text: string): T {
  return (text === '' ? {} : JSON.parse(text)) as T
}

function problemOf(status: number, statusText: string, text: string): ApiError {
  try {
    const problem = JSON.parse(text) as Partial<Problem>
    return new ApiError(
      status,
      problem.title ?? 'error',
      problem.detail ?? statusText,
      problem.where ?? null,
      problem.rule ?? null,
      problem.refused === undefined
        ? null
        : { rows: problem.refused, total: problem.refused_total ?? problem.refused.length },
    )
  } catch {
    return new ApiError(status, 'error', text.slice(0, 200) || statusText)
  }
}
