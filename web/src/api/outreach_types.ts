// 宣传: the ledger of education, and what is known of numbers. Shapes of /api/v1; part of types.ts.
export interface CodedChoice {
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
  readonly terms: { readonly audiences: readonly CodedChoice[]; readonly occupations: readonly CodedChoice[]; readonly ages: readonly string[] }
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
export type VisitFinding = 'confirmed' | 'not_visited' | 'unreachable'
export interface Sampled {
  readonly index: number
  readonly round: string
  readonly number: number
  readonly finding: VisitFinding | null
  readonly note: string
  readonly by: string | null
  readonly at: string | null
}
export interface VisitAudit {
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
export interface EducationEffect {
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
export interface EducationTopic {
  readonly type: string
  readonly cases: number
  readonly before: number
  readonly districts: readonly TopicCount[]
  readonly ages: readonly TopicCount[]
  readonly occupations: readonly TopicCount[]
}
export interface EducationTopics {
  readonly items: readonly EducationTopic[]
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
