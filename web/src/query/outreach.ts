// What screens read and ask of education.
import type { Params } from '@/api/client'
import * as api from '@/api/outreach'
import type * as T from '@/api/types'
import { useCommand } from './command'
import { useResource, type Resource } from './resource'

export const useStreets = (): Resource<T.Streets> => useResource((signal) => api.streets(signal), { topics: ['round', 'audit'] })
export const useCampaigns = (params: () => Params): Resource<T.Page<T.Campaign>> =>
  useResource((signal) => api.campaigns(params(), signal), { topics: ['campaign'], key: () => JSON.stringify(params()) })
export const useRounds = (params: () => Params): Resource<T.Page<T.Round>> =>
  useResource((signal) => api.rounds(params(), signal), { topics: ['round'], key: () => JSON.stringify(params()) })
export const useAudits = (params: () => Params): Resource<T.Page<T.VisitAudit>> =>
  useResource((signal) => api.audits(params(), signal), { topics: ['audit'], key: () => JSON.stringify(params()) })
export const useQuizzes = (): Resource<T.Page<T.Quiz>> => useResource((signal) => api.quizzes({ limit: 200 }, signal), {})
/** Null while no day is asked for. */
export const useEffect = (params: () => Params | null): Resource<T.EducationEffect | null> =>
  useResource(async (signal) => {
    const asked = params()
    return asked === null ? null : api.effect(asked, signal)
  }, { key: () => JSON.stringify(params()) })
export const useTopics = (): Resource<T.EducationTopics> => useResource((signal) => api.topics(signal), {})
export const usePublicTopics = (): Resource<{ types: readonly string[] }> => useResource((signal) => api.publicTopics(signal), {})

export const useNoteStreets = () => useCommand((key, list: readonly T.StreetInput[]) => api.noteStreets(list, key))
export const usePlanCampaign = () => useCommand((key, input: T.CampaignInput) => api.planCampaign(input, key))
export const useReportCampaign = () =>
  useCommand((key, id: string, input: { reached: number; material: number; note: string }) => api.reportCampaign(id, input, key))
export const useWithdrawEntry = () =>
  useCommand((key, kind: T.EntryKind, id: string, reason: string) => api.withdrawEntry(kind, id, reason, key))
export const useRecordRound = () => useCommand((key, input: T.RoundInput) => api.recordRound(input, key))
export const useAnnounceAudit = () =>
  useCommand((key, input: { street: string; wanted: number; reason: string }) => api.announceAudit(input, key))
export const useCheckHousehold = () =>
  useCommand((key, id: string, index: number, input: { finding: T.VisitFinding; note: string }) => api.checkHousehold(id, index, input, key))
export const useRecordQuiz = () => useCommand((key, input: T.QuizInput) => api.recordQuiz(input, key))
export const usePlaceCase = () => useCommand((key, id: string, place: T.CasePlace) => api.placeCase(id, place, key))
export const useAskNumbers = () => useCommand((_key, prefix: string) => api.numbersUnder(prefix))
