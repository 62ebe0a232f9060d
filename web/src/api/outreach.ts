// 宣传: the ledger of education, and what is known of numbers. Shapes of /api/v1.
import { get, post, type Params } from './client'
import type { Page } from './types'

interface Done {
  readonly seq: number
}
export interface Choice {
  readonly code: string
  readonly name: string
}
export interface Street {
  readonly code: string
  readonly name: string
  readonly district: string
  readonly unit: string
  readonly households: number
  readonly source: string
  readonly rounds: number
  readonly claimed: number
  readonly counted: number
  readonly low: number
  readonly is_audited: boolean
  readonly confirmed: number
  readonly not_visited: number
  readonly unreachable: number
}
export interface Streets {
  readonly items: readonly Street[]
  readonly terms: { readonly audiences: readonly Choice[]; readonly occupations: readonly Choice[]; readonly ages: readonly string[] }
}
export type StreetInput = Pick<Street, 'code' | 'name' | 'district' | 'unit' | 'households' | 'source'>
export interface EntryWithdrawn {
  readonly by: string
  readonly at: string
  readonly reason: string
}
export interface Campaign {
  readonly id: string
  readonly title: string
  readonly audience: string
  readonly topic: string
  readonly unit: string | null
  readonly street: string | null
  readonly from: string
  readonly until: string
  readonly by: string
  readonly at: string
  readonly report: { readonly reached: number; readonly material: number; readonly note: string; readonly by: string; readonly at: string } | null
  readonly withdrawn: EntryWithdrawn | null
  readonly state: 'planned' | 'reported' | 'withdrawn'
}
export interface CampaignInput {
  readonly title: string
  readonly audience: string
  readonly topic: string
  readonly street?: string
  readonly from: string
  readonly until: string
}
export interface Round {
  readonly id: string
  readonly street: string
  readonly unit: string
  readonly campaign: string | null
  readonly day: string
  readonly households: number
  readonly first: number
  readonly has_doors: boolean
  readonly by: string
  readonly at: string
  readonly withdrawn: EntryWithdrawn | null
  readonly state: 'counted' | 'withdrawn'
}
export interface RoundInput {
  readonly street: string
  readonly day: string
  readonly households?: number
  readonly first?: number
  readonly doors?: string
}
export type Finding = 'confirmed' | 'not_visited' | 'unreachable'
export interface Sampled {
  readonly index: number
  readonly round: string
  readonly number: number
  readonly finding: Finding | null
  readonly note: string
  readonly by: string | null
  readonly at: string | null
}
export interface Audit {
  readonly id: string
  readonly street: string
  readonly seed: string
  readonly rounds: readonly string[]
  readonly wanted: number
  readonly drawn: number
  readonly checked: number
  readonly reason: string
  readonly by: string
  readonly at: string
  readonly sampled: readonly Sampled[]
  readonly state: 'open' | 'done'
}
export interface Quiz {
  readonly id: string
  readonly street: string
  readonly community: string
  readonly topic: string
  readonly day: string
  readonly takers: number
  readonly questions: number
  readonly right: number
  readonly fell: number
  readonly by: string
  readonly at: string
  readonly withdrawn: EntryWithdrawn | null
  readonly state: 'counted' | 'withdrawn'
}
export type QuizInput = Pick<Quiz, 'street' | 'community' | 'topic' | 'day' | 'takers' | 'questions' | 'right' | 'fell'>
export interface EffectSide {
  readonly streets: number
  readonly households: number
  readonly before: number
  readonly after: number
}
export interface Effect {
  readonly from: string
  readonly at: string
  readonly until: string
  readonly weeks: number
  readonly cases: number
  readonly placed: number
  readonly with: EffectSide
  readonly without: EffectSide
  readonly left_out: number
  readonly why_not: string | null
  readonly difference: number | null
  readonly low: number | null
  readonly high: number | null
}
export interface TopicCount {
  readonly name: string
  readonly cases: number
}
export interface Topic {
  readonly type: string
  readonly cases: number
  readonly before: number
  readonly districts: readonly TopicCount[]
  readonly ages: readonly TopicCount[]
  readonly occupations: readonly TopicCount[]
}
export interface Topics {
  readonly items: readonly Topic[]
  readonly from: string
  readonly until: string
}
export interface CasePlace {
  readonly street: string
  readonly age: string
  readonly occupation: string
}
export type NumberKind = 'account' | 'phone' | 'host' | 'wechat' | 'qq' | 'alipay'
export interface KnownNumber {
  readonly digest: string
  readonly kind: string
  readonly standing: 'confirmed' | 'suspected'
  readonly since: string
  readonly type: string
}
export type EntryKind = 'campaigns' | 'rounds' | 'quizzes'

const root = '/outreach'
export const streets = (signal?: AbortSignal): Promise<Streets> => get(`${root}/streets`, {}, signal)
export const noteStreets = (list: readonly StreetInput[], key: string): Promise<Done> =>
  post(`${root}/streets`, { streets: list }, key)
export const campaigns = (params: Params, signal?: AbortSignal): Promise<Page<Campaign>> => get(`${root}/campaigns`, params, signal)
export const planCampaign = (input: CampaignInput, key: string): Promise<Done> => post(`${root}/campaigns`, input, key)
export const reportCampaign = (id: string, input: { reached: number; material: number; note: string }, key: string): Promise<Done> =>
  post(`${root}/campaigns/${id}/report`, input, key)
export const withdrawEntry = (kind: EntryKind, id: string, reason: string, key: string): Promise<Done> =>
  post(`${root}/${kind}/${id}/withdraw`, { reason }, key)
export const rounds = (params: Params, signal?: AbortSignal): Promise<Page<Round>> => get(`${root}/rounds`, params, signal)
export const recordRound = (input: RoundInput, key: string): Promise<Done> => post(`${root}/rounds`, input, key)
export const audits = (params: Params, signal?: AbortSignal): Promise<Page<Audit>> => get(`${root}/audits`, params, signal)
export const announceAudit = (input: { street: string; wanted: number; reason: string }, key: string): Promise<Done> =>
  post(`${root}/audits`, input, key)
export const checkHousehold = (id: string, index: number, input: { finding: Finding; note: string }, key: string): Promise<Done> =>
  post(`${root}/audits/${id}/households/${index}`, input, key)
export const quizzes = (params: Params, signal?: AbortSignal): Promise<Page<Quiz>> => get(`${root}/quizzes`, params, signal)
export const recordQuiz = (input: QuizInput, key: string): Promise<Done> => post(`${root}/quizzes`, input, key)
export const effect = (params: Params, signal?: AbortSignal): Promise<Effect> => get(`${root}/effect`, params, signal)
export const topics = (signal?: AbortSignal): Promise<Topics> => get(`${root}/topics`, {}, signal)
export const publicTopics = (signal?: AbortSignal): Promise<{ types: readonly string[] }> => get('/public/topics', {}, signal)
export const placeCase = (id: string, place: CasePlace, key: string): Promise<Done> => post(`/cases/${id}/place`, place, key)
export const numbersUnder = (prefix: string): Promise<{ items: readonly KnownNumber[] }> => get(`/public/reputation/${prefix}`)
