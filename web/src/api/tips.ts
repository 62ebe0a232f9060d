// What the server offers about tips, consultations and rewards.
import { ask, get, post, type Params } from './client'
import type * as T from './types'

const at = (id: string): string => `/tips/${encodeURIComponent(id)}`
const under = (code: string): string => `/public/tips/${encodeURIComponent(code)}`

export const tips = (filter: Params, signal?: AbortSignal): Promise<T.TipPage> => get('/tips', filter, signal)
export const tip = (id: string, signal?: AbortSignal): Promise<T.TipWhole> => get(at(id), {}, signal)
export const tipTerms = (signal?: AbortSignal): Promise<T.TipTerms> => get('/tip-terms', {}, signal)
export const readTip = (text: string, signal?: AbortSignal): Promise<T.TipReading> => ask('/tips/read', { text }, signal)
export const takeTip = (input: T.TipInput, key: string): Promise<{ tip: string; code: string }> => post('/tips', input, key)
export const acceptTip = (id: string, key: string): Promise<object> => post(`${at(id)}/accept`, {}, key)
/** What is done with a tip: its last word names the route. */
export type TipAct = 'route' | 'named' | 'steps' | 'reply' | 'result' | 'reward' | 'reward/ruling' | 'reward/claim' | 'reward/payment'
export const actOnTip = (id: string, act: TipAct, input: object, key: string): Promise<object> => post(`${at(id)}/${act}`, input, key)
export const rewards = (filter: Params, signal?: AbortSignal): Promise<T.RewardPage> => get('/tip-rewards', filter, signal)

export const publicTerms = (signal?: AbortSignal): Promise<T.PublicTipTerms> => get('/public/tip-terms', {}, signal)
export const tell = (input: T.PublicTipInput, key: string): Promise<T.PublicTipTaken> => post('/public/tips', input, key)
export const progress = (code: string, signal?: AbortSignal): Promise<T.TipProgress> => get(under(code), {}, signal)
export const claim = (code: string, input: { phrase: string; way: string; to?: string }, key: string): Promise<object> =>
  post(`${under(code)}/claim`, input, key)
