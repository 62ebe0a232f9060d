// What screens read and ask of tips, consultations and rewards.
import type { Params } from '@/api/client'
import * as api from '@/api/tips'
import type * as T from '@/api/types'
import { useCommand } from './command'
import { useResource, type Resource } from './resource'

export type { TipAct } from '@/api/tips'

export const useTips = (filter: () => Params): Resource<T.TipPage> =>
  useResource((signal) => api.tips(filter(), signal), { topics: ['tip'], key: () => JSON.stringify(filter()) })
export const useTip = (id: () => string): Resource<T.TipWhole> =>
  useResource((signal) => api.tip(id(), signal), { topics: ['tip'], matters: (event) => event.id === id(), key: id })
export const useTipTerms = (): Resource<T.TipTerms> => useResource((signal) => api.tipTerms(signal))
/** What the engine reads in a text that somebody is writing; null while it is too short to say. */
export const useTipReading = (text: () => string): Resource<T.TipReading | null> =>
  useResource(async (signal) => (text().length < 8 ? null : api.readTip(text(), signal)), { key: text })
export const useRewards = (filter: () => Params): Resource<T.RewardPage> =>
  useResource((signal) => api.rewards(filter(), signal), { topics: ['tip'], key: () => JSON.stringify(filter()) })
export const useTakeTip = () => useCommand((key, input: T.TipInput) => api.takeTip(input, key))
export const useAcceptTip = () => useCommand((key, id: string) => api.acceptTip(id, key))
export const useActOnTip = () => useCommand((key, id: string, act: api.TipAct, input: object) => api.actOnTip(id, act, input, key))

export const usePublicTipTerms = (): Resource<T.PublicTipTerms> => useResource((signal) => api.publicTerms(signal))
export const useTell = () => useCommand((key, input: T.PublicTipInput) => api.tell(input, key))
export const useTipProgress = (code: () => string): Resource<T.TipProgress | null> =>
  useResource(async (signal) => (code() === '' ? null : api.progress(code(), signal)), { key: code })
export const useClaim = () =>
  useCommand((key, code: string, input: { phrase: string; way: string; to?: string }) => api.claim(code, input, key))
