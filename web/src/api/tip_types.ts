// 举报、咨询 and rewards. Shapes of /api/v1; part of types.ts.
import type { CodedChoice } from './outreach_types'

export type TipKind = 'report' | 'consultation'
export type TipStage = 'received' | 'working' | 'ended'
export type RewardState = 'proposed' | 'declined' | 'approved' | 'claimed' | 'paid' | 'lapsed'
export type NamedKind = 'card' | 'phone' | 'url' | 'app' | 'wechat' | 'qq' | 'alipay' | 'wallet' | 'plate' | 'device'
export interface NamedInput {
  readonly kind: NamedKind
  readonly value: string
}
export interface Reward {
  readonly number: number
  readonly kind: string
  readonly kind_name: string
  readonly amount_fen: number
  readonly article: string
  readonly reason: string
  readonly by: string
  readonly at: string
  readonly office: string
  readonly state: RewardState
  readonly ruling: { readonly approved: boolean; readonly by: string; readonly on_behalf: string | null; readonly at: string; readonly reason: string } | null
  readonly claim: { readonly way: string; readonly way_name: string; readonly to: string | null; readonly by: string | null; readonly at: string } | null
  readonly payment: { readonly way: string; readonly way_name: string; readonly paid_at: string; readonly receipt: string; readonly by: string; readonly at: string } | null
  readonly lapsed: string | null
}
export interface Tip {
  readonly id: string
  readonly kind: TipKind
  readonly way: 'page' | 'line' | 'visit'
  readonly stage: TipStage
  readonly state: TipStage | 'proposed' | 'approved' | 'claimed'
  readonly call: string | null
  readonly text: string
  readonly place: string
  readonly street: string | null
  readonly street_name: string | null
  readonly happened: string | null
  readonly fraud_type: string | null
  readonly read_type: string | null
  readonly named: readonly { readonly kind: NamedKind; readonly value: string; readonly digest: string | null; readonly read: boolean }[]
  readonly reporter: { readonly name: string; readonly phone: string; readonly anonymous: boolean; readonly has_phrase: boolean }
  readonly taken_by: string | null
  readonly taken_at: string
  readonly unit: string | null
  readonly unit_name: string | null
  readonly owner: string | null
  readonly accepted_at: string | null
  readonly due: string | null
  readonly due_kind: 'take_on' | 'finish' | 'claim' | null
  readonly late: boolean
  readonly steps: readonly { readonly code: string; readonly name: string; readonly by: string; readonly at: string; readonly note: string }[]
  readonly reply: { readonly text: string; readonly guide: string | null; readonly by: string; readonly at: string } | null
  readonly result: {
    readonly code: string
    readonly name: string
    readonly by: string
    readonly at: string
    readonly note: string
    readonly reply: string
    readonly case: string | null
    readonly warning: string | null
    readonly person: string | null
  } | null
  readonly rewards: readonly Reward[]
  readonly erased_at: string | null
}
export interface TipWhole extends Tip {
  readonly known: readonly { readonly cases: readonly string[]; readonly tips: readonly string[] }[]
}
export interface TipPage {
  readonly items: readonly Tip[]
  readonly next: string
  readonly total: number
}
export interface TipTerms {
  readonly steps: readonly CodedChoice[]
  readonly results: readonly CodedChoice[]
  readonly rewarded: readonly CodedChoice[]
  readonly ways: readonly CodedChoice[]
  readonly named_ways: readonly CodedChoice[]
  readonly rewards: readonly (CodedChoice & { readonly least_fen: number; readonly most_fen: number; readonly article: string; readonly mark: string })[]
  readonly streets: readonly TipStreet[]
  readonly units: readonly CodedChoice[]
}
export interface TipStreet extends CodedChoice {
  readonly district: string
}
export interface PublicTipInput {
  readonly kind: TipKind
  readonly text: string
  readonly place?: string
  readonly street?: string
  readonly happened?: string
  readonly named?: readonly NamedInput[]
  readonly name?: string
  readonly phone?: string
  readonly phrase?: string
}
export interface TipInput extends PublicTipInput {
  readonly way: 'line' | 'visit'
  readonly fraud_type?: string
  readonly take_on?: boolean
}
export interface TipReading {
  readonly type: string | null
  readonly named: readonly NamedInput[]
}
export interface RewardPage {
  readonly items: readonly (Reward & { readonly tip: string; readonly unit: string | null })[]
  readonly total: number
  readonly months: readonly { readonly month: string; readonly proposed: number; readonly approved: number; readonly paid: number; readonly paid_fen: number }[]
  readonly waiting: number
  readonly waiting_fen: number
}
export interface PublicTipTerms {
  readonly streets: readonly TipStreet[]
  readonly ways: readonly CodedChoice[]
  readonly named_ways: readonly CodedChoice[]
  readonly unit: string
  readonly telephone: string
}
export interface PublicTipTaken {
  readonly code: string
  readonly taken_at: string
  readonly due: string | null
}
export interface TipProgress {
  readonly kind: TipKind
  readonly stage: TipStage
  readonly taken_at: string
  readonly due: string | null
  readonly reply: { readonly text: string; readonly guide: string | null; readonly at: string } | null
  readonly result: { readonly code: string; readonly name: string; readonly reply: string | null; readonly at: string } | null
  readonly reward: {
    readonly amount_fen: number
    readonly state: RewardState
    readonly claim_until: string | null
    readonly needs_phrase: boolean
    readonly way: string | null
    readonly paid_at: string | null
  } | null
  readonly erased: boolean
  readonly unit: string
  readonly telephone: string
}
