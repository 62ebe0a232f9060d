// What is asked of education, and of what is known of numbers.
import { get, post, type Params } from './client'
import type * as T from './outreach_types'
import type { Page } from './types'

interface Done {
  readonly seq: number
}

const root = '/outreach'
export const streets = (signal?: AbortSignal): Promise<T.Streets> => get(`${root}/streets`, {}, signal)
export const noteStreets = (list: readonly T.StreetInput[], key: string): Promise<Done> =>
  post(`${root}/streets`, { streets: list }, key)
export const campaigns = (params: Params, signal?: AbortSignal): Promise<Page<T.Campaign>> => get(`${root}/campaigns`, params, signal)
export const planCampaign = (input: T.CampaignInput, key: string): Promise<Done> => post(`${root}/campaigns`, input, key)
export const reportCampaign = (id: string, input: { reached: number; material: number; note: string }, key: string): Promise<Done> =>
  post(`${root}/campaigns/${id}/report`, input, key)
export const withdrawEntry = (kind: T.EntryKind, id: string, reason: string, key: string): Promise<Done> =>
  post(`${root}/${kind}/${id}/withdraw`, { reason }, key)
export const rounds = (params: Params, signal?: AbortSignal): Promise<Page<T.Round>> => get(`${root}/rounds`, params, signal)
export const recordRound = (input: T.RoundInput, key: string): Promise<Done> => post(`${root}/rounds`, input, key)
export const audits = (params: Params, signal?: AbortSignal): Promise<Page<T.VisitAudit>> => get(`${root}/audits`, params, signal)
export const announceAudit = (input: { street: string; wanted: number; reason: string }, key: string): Promise<Done> =>
  post(`${root}/audits`, input, key)
export const checkHousehold = (id: string, index: number, input: { finding: T.VisitFinding; note: string }, key: string): Promise<Done> =>
  post(`${root}/audits/${id}/households/${index}`, input, key)
export const quizzes = (params: Params, signal?: AbortSignal): Promise<Page<T.Quiz>> => get(`${root}/quizzes`, params, signal)
export const recordQuiz = (input: T.QuizInput, key: string): Promise<Done> => post(`${root}/quizzes`, input, key)
export const effect = (params: Params, signal?: AbortSignal): Promise<T.EducationEffect> => get(`${root}/effect`, params, signal)
export const topics = (signal?: AbortSignal): Promise<T.EducationTopics> => get(`${root}/topics`, {}, signal)
export const publicTopics = (signal?: AbortSignal): Promise<{ types: readonly string[] }> => get('/public/topics', {}, signal)
export const placeCase = (id: string, place: T.CasePlace, key: string): Promise<Done> => post(`/cases/${id}/place`, place, key)
export const numbersUnder = (prefix: string): Promise<{ items: readonly T.KnownNumber[] }> => get(`/public/reputation/${prefix}`)
