// What the server offers about hand-overs to prosecution and court.
import { get, post, type Params } from './client'
import type * as T from './types'

const caseAt = (id: string): string => `/cases/${encodeURIComponent(id)}/handovers`
const at = (id: string): string => `/handovers/${encodeURIComponent(id)}`

export const handovers = (filter: Params, signal?: AbortSignal): Promise<{ items: T.HandoverSummary[] }> =>
  get('/handovers', filter, signal)
export const handover = (id: string, signal?: AbortSignal): Promise<T.Handover> => get(at(id), {}, signal)
export const caseHandovers = (id: string, signal?: AbortSignal): Promise<T.CaseHandovers> =>
  get(caseAt(id), {}, signal)
export const draft = (id: string, input: T.HandoverInput, key: string): Promise<{ handover: string }> =>
  post(caseAt(id), input, key)
export const send = (id: string, key: string): Promise<object> => post(`${at(id)}/send`, {}, key)
export type HandoverEnd = 'withdraw' | 'return'
export const end = (id: string, how: HandoverEnd, reason: string, key: string): Promise<object> =>
  post(`${at(id)}/${how}`, { reason }, key)
export interface ReceiptInput {
  document: string
  officer: string
  renewers: { order: string; owner: string }[]
}
export const receive = (id: string, input: ReceiptInput, key: string): Promise<object> =>
  post(`${at(id)}/receive`, input, key)
export const askAbout = (id: string, text: string, key: string): Promise<object> =>
  post(`${at(id)}/questions`, { text }, key)
export const answer = (id: string, index: number, text: string, key: string): Promise<object> =>
  post(`${at(id)}/questions/${index}/answer`, { text }, key)
export const nameRenewer = (id: string, order: string, owner: string, key: string): Promise<object> =>
  post(`${at(id)}/freezes/${encodeURIComponent(order)}/renewer`, { owner }, key)
export const keepFreeze = (
  id: string,
  order: string,
  input: { document: string; until: string },
  key: string,
): Promise<object> => post(`${at(id)}/freezes/${encodeURIComponent(order)}/renew`, input, key)
export const dispose = (id: string, input: T.DisposalInput, key: string): Promise<object> =>
  post(`${at(id)}/disposals`, input, key)
export const noteTreasury = (
  id: string,
  disposal: number,
  item: number,
  input: { number: string; paid_at: string },
  key: string,
): Promise<object> => post(`${at(id)}/disposals/${disposal}/items/${item}/receipt`, input, key)

/** Where the browser fetches the package. */
export const packageAt = (of: string, id: string): string =>
  `/api/v1${caseAt(of)}/${encodeURIComponent(id)}/package`
