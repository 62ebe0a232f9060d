// What the server offers about the first days of a case.
import { get, post } from './client'
import type * as T from './types'

const firstAt = (id: string): string => `/cases/${encodeURIComponent(id)}/first-days`

export const firstDays = (id: string, signal?: AbortSignal): Promise<T.FirstDays> => get(firstAt(id), {}, signal)
export const firstDaysList = (officer: string, signal?: AbortSignal): Promise<T.FirstDaysList> =>
  get('/first-days', { officer }, signal)
/** `step`: where under the case, "refusal/decide". */
export const takeFirstStep = (id: string, step: string, input: object, key: string): Promise<object> =>
  post(`${firstAt(id)}/${step}`, input, key)
export const casePapers = (id: string, signal?: AbortSignal): Promise<T.CasePapers> =>
  get(`/cases/${encodeURIComponent(id)}/papers`, {}, signal)
/** Opened by the browser itself; who opens it is put on record. */
export const casePaperAddress = (id: string, paper: string): string =>
  `/api/v1/cases/${encodeURIComponent(id)}/papers/${encodeURIComponent(paper)}`
export const caseProgress = (code: string, signal?: AbortSignal): Promise<T.CaseProgress> =>
  get(`/public/progress/${encodeURIComponent(code)}`, {}, signal)
