// What screens read and ask of the first days of a case.
import * as api from '@/api/first'
import type * as T from '@/api/types'
import { useCommand } from './command'
import { useResource, type Resource } from './resource'

const ofCase = (id: () => string) => (event: T.StreamEvent) => event.id === id()

export const useFirstDays = (id: () => string): Resource<T.FirstDays> =>
  useResource((signal) => api.firstDays(id(), signal), { topics: ['case'], matters: ofCase(id), key: id })
export const useCasePapers = (id: () => string): Resource<T.CasePapers> =>
  useResource((signal) => api.casePapers(id(), signal), { topics: ['case'], matters: ofCase(id), key: id })
export const useFirstDaysList = (officer: () => string): Resource<T.FirstDaysList> =>
  useResource((signal) => api.firstDaysList(officer(), signal), { topics: ['case'], key: officer })
/** Null while there is no receipt to ask about. */
export const useCaseProgress = (code: () => string): Resource<T.CaseProgress | null> =>
  useResource(async (signal) => (code() === '' ? null : api.caseProgress(code(), signal)), { key: code })
export const useFirstStep = () =>
  useCommand((key, id: string, step: string, input: object) => api.takeFirstStep(id, step, input, key))
export const casePaperAddress = api.casePaperAddress
