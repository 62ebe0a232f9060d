// What screens read and ask of the money: custody ledger, return plans, applications.
import type { Params } from '@/api/client'
import * as api from '@/api/returns'
import type * as T from '@/api/types'
import { useCommand } from './command'
import { useResource, type Resource } from './resource'

export { custodyFileAt, worksheetAt, type PlanStep } from '@/api/returns'

const ofCase = (id: () => string) => (event: T.StreamEvent) => event.case === id()

export const useCustody = (id: () => string): Resource<T.Custody> =>
  useResource((signal) => api.custody(id(), signal), {
    topics: ['case', 'order', 'account'],
    matters: ofCase(id),
    key: id,
  })
/** Of one case, the newest first. A plan's steps are told as its case's. */
export const usePlans = (id: () => string): Resource<T.PlanPage> =>
  useResource((signal) => api.plans({ case: id(), limit: 50 }, signal), { topics: ['case'], key: id })
export const useApplications = (filter: () => Params): Resource<T.ApplicationPage> =>
  useResource((signal) => api.applications(filter(), signal), { key: () => JSON.stringify(filter()) })
export const useReturnNotices = (): Resource<T.ReturnNotices> =>
  useResource((signal) => api.notices(signal), {})
export const useProgress = (code: () => string): Resource<T.ApplicationProgress | null> =>
  useResource(async (signal) => (code() === '' ? null : api.progress(code(), signal)), { key: code })

export const useDraftPlan = () =>
  useCommand((key, id: string, input: T.PlanInput) => api.draftPlan(id, input, key))
export const useStepPlan = () =>
  useCommand((key, id: string, step: api.PlanStep, reason: string) => api.stepPlan(id, step, reason, key))
export const useAnswerPlan = () =>
  useCommand((key, id: string, index: number, ruling: 'uphold' | 'refuse', reason: string) =>
    api.answerPlan(id, index, ruling, reason, key),
  )
export const useDecideApplication = () =>
  useCommand((key, id: string, input: { case?: string; reason: string }) => api.decideApplication(id, input, key))
export const useObjectToPlan = () =>
  useCommand((key, id: string, input: { text: string; name: string; phone: string }) => api.objectToPlan(id, input, key))
export const useApply = () => useCommand((key, input: T.ApplicationInput) => api.apply(input, key))
