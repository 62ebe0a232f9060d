// What the server offers about money: where it is, how it goes back, what victims ask for.
import { get, post, type Params } from './client'
import type * as T from './types'

const caseAt = (id: string): string => `/cases/${encodeURIComponent(id)}`
const planAt = (id: string): string => `/return-plans/${encodeURIComponent(id)}`

export const custody = (id: string, signal?: AbortSignal): Promise<T.Custody> =>
  get(`${caseAt(id)}/custody`, {}, signal)
export const plans = (filter: Params, signal?: AbortSignal): Promise<T.PlanPage> =>
  get('/return-plans', filter, signal)
export const draftPlan = (id: string, input: T.PlanInput, key: string): Promise<{ plan: string }> =>
  post(`${caseAt(id)}/return-plans`, input, key)
export type PlanStep = 'sign' | 'approve' | 'reject'
export const stepPlan = (id: string, step: PlanStep, reason: string, key: string): Promise<object> =>
  post(`${planAt(id)}/${step}`, { reason }, key)
export const answerPlan = (
  id: string,
  index: number,
  ruling: 'uphold' | 'refuse',
  reason: string,
  key: string,
): Promise<object> => post(`${planAt(id)}/objections/${index}/answer`, { ruling, reason }, key)

export const applications = (filter: Params, signal?: AbortSignal): Promise<T.ApplicationPage> =>
  get('/return-applications', filter, signal)
export const decideApplication = (
  id: string,
  input: { case?: string; reason: string },
  key: string,
): Promise<object> => post(`/return-applications/${encodeURIComponent(id)}/decide`, input, key)

export const notices = (signal?: AbortSignal): Promise<T.ReturnNotices> =>
  get('/public/return-notices', {}, signal)
export const objectToPlan = (
  id: string,
  input: { text: string; name: string; phone: string },
  key: string,
): Promise<T.ObjectionTaken> =>
  post(`/public/return-notices/${encodeURIComponent(id)}/objections`, input, key)
export const apply = (input: T.ApplicationInput, key: string): Promise<{ application: string; code: string }> =>
  post('/public/return-applications', input, key)
export const progress = (code: string, signal?: AbortSignal): Promise<T.ApplicationProgress> =>
  get(`/public/return-applications/${encodeURIComponent(code)}`, {}, signal)

/** Where the browser fetches the worksheet and the book of entries. */
export const worksheetAt = (id: string): string => `/api/v1${planAt(id)}/worksheet`
export const custodyFileAt = (id: string): string => `/api/v1${caseAt(id)}/custody.csv`
