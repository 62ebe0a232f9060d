// What /api/v1 speaks, written by hand from the contract. One file, so that types generated from the
// server's OpenAPI can take its place. Money here is a plain integer; `model/money` brands it.
import type { CasePlace } from './outreach_types'
export type * from './outreach_types'
export type * from './first_types'
export type * from './person_types'
export type * from './quiz_types'
export type * from './tip_types'

export type Role = 'officer' | 'investigator' | 'bank' | 'admin' | 'procurator' | 'court'
export type PaidBy = 'transfer' | 'qr' | 'atm' | 'cash' | 'gift_card' | 'crypto'
export type PaymentField =
  | 'payer_account'
  | 'payee_account'
  | 'merchant'
  | 'order_number'
  | 'platform'
  | 'terminal'
  | 'place'
  | 'plate'
  | 'card_code'
  | 'wallet'
/** What a payment is told by beside its accounts. */
export type Particular = Exclude<PaymentField, 'payer_account' | 'payee_account'>
/** `one_of`: at least one of the fields so marked. */
export type Asked = 'required' | 'one_of' | 'optional'
export interface FieldRule {
  field: PaymentField
  asked: Asked
}
export interface PaymentWays {
  ways: { way: PaidBy; fields: FieldRule[] }[]
}
export type Policy = 'fifo' | 'lifo' | 'prorata' | 'taint_first' | 'clean_first'
export type FeedState = 'live' | 'silent' | 'blind'
export type AccountState =
  | 'running'
  | 'stopping'
  | 'stopped'
  | 'frozen'
  | 'exit'
  | 'review'
  | 'refused'
  | 'unmet'
  | 'passed'
  | 'closed'
export type ExitKind = 'cash' | 'merchant' | 'overseas' | 'crypto'
export type OrderState =
  | 'draft'
  | 'review'
  | 'approved'
  | 'sent'
  | 'acknowledged'
  | 'in_force'
  | 'answered'
  | 'expired'
  | 'released'
  | 'rejected'
  | 'refused'
  | 'failed'
  | 'queued'
  | 'converted'
export type OrderFamily =
  | 'stop'
  | 'stop_release'
  | 'subject_query'
  | 'transaction_query'
  | 'freeze'
  | 'freeze_renewal'
  | 'freeze_release'
  | 'stop_extension'
  | 'protective_stop'
  | 'protective_release'
  | 'evidence_request'
  | 'fund_return'
  | 'payment_recall'
  | 'number_suspension'
  | 'number_restoration'
  | 'url_block'
  | 'url_unblock'
  | 'profile_suspension'
  | 'profile_restoration'
export type OrderNeed =
  | 'approve'
  | 'correct'
  | 'release'
  | 'retry'
  | 'sign'
  | 'take_up'
  | 'countersign'
  | 'papers'
  | 'screen'
export type Duty = 'none' | 'unit_head' | 'legal_review' | 'district_head' | 'city_head'
export type Scope = 'limited' | 'in_only' | 'full'
export type Verdict = 'genuine' | 'unfounded'
export type Finding = 'related' | 'unrelated'
export type TaskKind =
  | 'exit_cash'
  | 'exit_merchant'
  | 'exit_overseas'
  | 'exit_crypto'
  | 'institution_unknown'
  | 'stop_exhausted'
  | 'loss_unmatched'
  | 'hold_excess'
  | 'revoke_transfer'
  | 'gift_card'
  | 'stop_review'
  | 'stop_lapsing'
  | 'file_case'
  | 'countersign'
  | 'countersign_overdue'
  | 'papers'
  | 'freeze_failed'
  | 'renew_freeze'
  | 'freeze_lapsing'
  | 'screen_freeze'
  | 'screening_lapsed'
  | 'release_unrelated'
  | 'answer_objection'
  | 'objection_overdue'
  | 'protection_lapsing'
  | 'evidence_due'
  | 'evidence_overdue'
  | 'recording_at_risk'
  | 'return_due'
  | 'return_overdue'
  | 'restriction_lapsing'
  | 'return_plan_due'
  | 'plan_objection'
  | 'plan_objection_overdue'
  | 'by_hand'
  | 'mentioned'
  | 'handover_question'
  | 'handover_returned'
  | 'handover_back'
  | 'pursue_on'
  | 'person_due'
  | 'person_overdue'
  | 'first_due'
  | 'first_overdue'
export type AlarmKind = 'feed_silent' | 'feed_blind' | 'channel_down' | 'pursuit_quarantined' | 'screening_late'

export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  where?: string | null
  rule?: string | null
  refused?: RowRefusal[]
  refused_total?: number
}

export interface User {
  name: string
  display: string
  role: Role
  institution: string | null
  /** Where they serve; null: at the centre. */
  unit?: string | null
}
export interface Session {
  user: User
  csrf: string
  /** Everything here is practice. */
  drill: boolean
}

export interface InstitutionRef {
  code: string
  name: string
}
export interface AccountRef {
  ref: string
  number: string
  name: string
  institution: InstitutionRef | null
}

export interface Rule {
  key: string
  value: number | string
  unit: string
  article: string
  source: string
  mark: string
  from: string
  until: string | null
  note: string
}
export interface ResultCode {
  code: string
  text: string
}
export interface DutyPost {
  post: string
  phone: string
  hours: string | null
}
export interface Institution extends InstitutionRef {
  kind: 'bank' | 'telecom' | 'internet'
  channel: string
  bins: string[]
  hotline?: string | null
  backup: string | null
  duty: DutyPost[]
  onboarding: Onboarding | null
}
export type PartnerStage = 'trial' | 'proposed' | 'live'
export interface PartnerStep {
  by: string
  at: string
  reason: string
}
/** Of an institution on trial. */
export interface Onboarding {
  stage: PartnerStage
  report: string | null
  proposed: PartnerStep | null
  confirmed: PartnerStep | null
  rolled_back: PartnerStep | null
}
/** How the bell of a channel that is fetched stands. */
export interface Webhook {
  is_verified: boolean
  is_ringing: boolean
  failures: number
  rung: number
  last_heard: string | null
  last_error: string | null
}
export type ChannelKind = 'json' | 'xml' | 'assisted' | 'pull' | 'iso20022' | 'files'
export type Breaker = 'closed' | 'open' | 'probing'
export interface Lane {
  breaker: Breaker
  queued: number
  in_flight: number
  unanswered: number
  failures: number
  next_probe: string | null
}
export interface Channel {
  name: string
  url_host: string
  is_hub?: boolean
  kind: ChannelKind
  state: 'up' | 'down'
  since: string
  waiting: number
  lane: Lane
  webhook: Webhook | null
}
export type DeadLetter = 'refused' | 'lapsed' | 'unheard'
/** Whether an order arrives, and what people did about one that does not. */
export interface Delivery {
  dead_letter: DeadLetter | null
  dead_letter_text: string
  owes_feedback: boolean
  institution_name: string
  hotline: string | null
  by_hand: boolean
  backup: string | null
  requeued: number
  handed_from: string | null
  given_up: { by: string; at: string; reason: string } | null
}
export interface CopyFields {
  fields: { name: string; title: string; value: string }[]
  text: string
}
export interface AssistedBatch {
  file: string
  csv: string
  orders: number
}
export interface AssistedResults {
  rows: number
  matched: number
  repeated: number
  refused: { line: number; field: string; reason: string }[]
  is_trial: boolean
}
/** An order as its institution gets it (doc/formats/bank-messages.md), for the desk of its people. */
export interface PartnerOrder {
  code: string
  application_id: string
  case_number: string
  account?: string
  account_name?: string
  name_unknown?: boolean
  amount_fen?: number
  mark?: string
  platform?: string
  term_hours?: number
  term_months?: number
  until?: string
  from?: string
  reason: string
  article: string
  document?: string
  organisation?: string
  papers_later?: boolean
  original_application_id?: string
  telephone?: string
  may_be_told?: string
  drill?: boolean
  officers: { name: string }[]
  justification?: { payer: string; payer_name?: string; amount_fen: number; time: string; serial: string }
  evidence?: { kind: EvidenceKind; place?: string; serials?: string[]; overwrites_at?: string }
  payee?: { account: string; name: string; institution: string }
  standing: { order: string; family: OrderFamily; state: 'approved' | 'sent' | 'acknowledged'; approved: string | null; deadline: string | null }
}
export interface PartnerOrders {
  orders: PartnerOrder[]
  more: boolean
}
/** A payment as a bank's statement tells it. */
export interface StatementRow {
  time: string
  payer: string
  payee: string
  amount_fen: number
  payer_name?: string
  payee_name?: string
  serial?: string
}
export interface PartnerReply {
  application_id: string
  result: string
  bank_number: string
  message: string
  start?: string
  feedback_time?: string
  balance_fen?: number
  held_fen?: number
  registered_name?: string
  is_account?: boolean
  rows?: StatementRow[]
  evidence?: { reference: string; sha256: string }
}
export interface Spread {
  p50: number | null
  p95: number | null
}
export interface PartnerScore {
  institution: string
  name: string
  channel: string
  orders: number
  answered: number
  done: number
  taken_ms: Spread
  stopped_ms: Spread
  codes: { code: string; count: number }[]
  undelivered: number
  owes_feedback: number
}
export interface PartnerScores {
  items: PartnerScore[]
  from: string
  until: string
}
export interface Institutions {
  institutions: Institution[]
  channels: Channel[]
}
export interface Feed {
  institution: string
  name: string
  state: FeedState
  watermark: string | null
  last_heard: string | null
  rows: number
  duplicates: number
  legs: number
  refused?: number
}
export interface Feeds {
  feeds: Feed[]
  now: string
}

export interface LossInput extends Partial<Record<Particular, string>> {
  paid_by?: PaidBy
  payer_account: string
  payer_institution?: string
  /** Empty where no account is known to have received it. */
  payee_account: string
  payee_name: string
  payee_institution?: string
  amount_fen: number
  time: string
  serial?: string
}
export interface PayeeInput {
  payee_account: string
  payee_name: string
  payer_account?: string
}
export interface VictimInput {
  name?: string
  phone?: string
  id_no?: string
}
export interface ReportInput {
  victim: { name: string; phone: string; id_no: string }
  fraud_type: string
  paid_by: PaidBy
  narrative: string
  losses: LossInput[]
  authorise_cascade: boolean
}
export interface ReportAnswer {
  case: string
  seq: number
  losses: { index: number; matched: boolean; transfer?: string | null }[]
}

export interface CheckInput {
  account?: string
  text?: string
  payer?: string
  payee?: string
  amount_fen?: number
  time?: string
}
export interface AccountCheck {
  valid_check_digit: boolean
  grouped: string
  institution: (InstitutionRef & { hotline: string | null }) | null
  known: boolean
  seen_transfers: number
  open_cases: number
}
export interface TransferMatch {
  transfer: string
  time: string
  amount_fen: number
  payer: string
  payee: string
}
export interface CheckAnswer {
  account?: AccountCheck | null
  matches?: TransferMatch[]
}

export type CaseOutcome = 'recovered' | 'nothing_left' | 'transferred' | 'unfounded'
export interface CloseInput {
  outcome: CaseOutcome
  reason: string
  leave_orders?: string
  leave_tasks?: string
}
export interface Closing {
  outcome: CaseOutcome
  reason: string
  by: string
  at: string
  leave_orders: string | null
  leave_tasks: string | null
}
export type ErasureState = 'requested' | 'erased' | 'declined'
export interface Erasure {
  case: string
  state: ErasureState
  requested_by: string
  requested_at: string
  reason: string
  decided_by: string | null
  decided_at: string | null
  decision: string | null
}
export interface ErasurePage {
  items: Erasure[]
  next: string
  total: number
  seq: number
}
export interface CaseRow {
  id: string
  /** Where it belongs in the statistics of education. */
  place: CasePlace | null
  number: string
  state: 'open' | 'closed'
  outcome: CaseOutcome | null
  erasure: ErasureState | null
  victim: string
  fraud_type: string
  reported_at: string
  loss_fen: number
  tainted_fen: number
  held_fen: number
  frozen_fen: number
  returned_fen: number
  running_fen: number
  exited_fen: number
  unfollowed_fen: number
  accounts: number
  tiers: number
  orders: number
  orders_waiting: number
  officer: string
  gaps: Gate[]
  as_of: string
}
export interface CasePage {
  items: CaseRow[]
  next: string
  total: number
  seq: number
}
export interface Loss {
  index: number
  payer: AccountRef | null
  payee: AccountRef | null
  paid_by: PaidBy
  particulars: Partial<Record<Particular, string>>
  amount_fen: number
  time: string
  matched: boolean
  transfer: string | null
  query_order: string | null
}
export interface Cascade {
  authorised_by: string
  authorised_at: string
  hops_max: number
  amount_max_fen: number
  until: string
  accounts_max: number
  used_accounts: number
}
export interface NextStep {
  text: string
  deadline: string | null
  article: string
}
/** The filing, or by when it is to be decided. */
export interface Filing {
  number: string | null
  unit: string | null
  approved_by: string | null
  decided_at: string | null
  due: string | null
  recorded_by: string | null
}
export interface FilingInput {
  number: string
  unit: string
  approved_by: string
}
export type FeedMark = Pick<Feed, 'institution' | 'name' | 'state' | 'watermark'>
export type Gate = 'study' | 'inquiry' | 'result'
export type LeakSource = 'unknown' | 'none' | 'shopping' | 'courier' | 'bank' | 'telecom' | 'employer' | 'malware' | 'disclosed' | 'other'
export type ResultKind = 'solved' | 'suspects' | 'passed_on' | 'exhausted'
export interface StudyInput {
  fraud_type: string
  method: string
  leak: LeakSource
  people?: string
  lesson: string
}
/** What was recorded of the three gates of a case. */
export interface Gates {
  study: { fraud_type: string; method: string; leak: LeakSource; people: string | null; lesson: string; by: string; at: string } | null
  inquiries: { work: string; by: string; at: string }[]
  result: { kind: ResultKind; text: string; by: string; at: string } | null
}
export interface CaseDetail extends Omit<CaseRow, 'victim'> {
  victim: { name: string; phone: string; id_no: string }
  narrative: string
  paid_by: PaidBy
  losses: Loss[]
  filing: Filing
  truth: { verdict: Verdict; by: string; at: string; reason: string } | null
  gates: Gates
  withdrawal: { number: string; filing: string; approved_by: string; decided_at: string; recorded_by: string; reason: string } | null
  cascade: Cascade | null
  closing: Closing | null
  next_step: NextStep
  feeds: FeedMark[]
  seconds_to_first_hold: number | null
}

export interface CaseAccount {
  account: AccountRef
  tier: number
  due_fen: number
  remaining_low_fen: number
  remaining_high_fen: number
  known_balance_fen: number
  held_fen: number
  frozen_fen: number
  reachable_fen: number
  state: AccountState
  exit_kind: ExitKind | null
  reopened_at: string | null
  orders: string[]
  last_movement: string | null
  unmet: { reason: string; article: string } | null
}
export interface CaseAccounts {
  as_of: string
  items: CaseAccount[]
}

export interface TraceAccount {
  account: string
  label: AccountRef
  tier: number
  received_fen: number
  moved_fen: number
  remaining_fen: number
  by_source: number[]
  exit: boolean
  unfollowed_fen: number
}
export interface TraceTransfer {
  id: string
  time: string
  payer: string
  payee: string
  amount_fen: number
  kind: string
  tainted_fen: number
  by_source: number[]
}
export interface Trace {
  policy: Policy
  stolen_fen: number
  as_of: { institution: string; watermark: string | null; state: FeedState }[]
  seq: number
  accounts: TraceAccount[]
  transfers: TraceTransfer[]
  /** More than `transfers` holds when the server left the rest out. */
  transfers_total?: number
  sources: { index: number; case: string; loss: number; victim: string }[]
}

/** The limit that was hit: there may be more, or earlier, than the answer shows. */
export interface Truncated {
  limit: 'accounts' | 'transfers'
  value: number
}
export type FlowDirection = 'forward' | 'backward'
interface FlowAnswer {
  truncated: Truncated | null
  as_of: { institution: string; watermark: string | null; state: FeedState }[]
  seq: number
}
export interface Reach extends FlowAnswer {
  account: AccountRef
  at: string
  window_ms: number
  hops: number
  direction: FlowDirection
  accounts: { account: AccountRef; hops: number; arrival: string }[]
  visited: number
}
export interface FlowTransfer {
  id: string
  time: string
  payer: string
  payee: string
  amount_fen: number
  kind: string
}
export interface FlowPath extends FlowAnswer {
  from: AccountRef
  to: AccountRef
  path: FlowTransfer[]
  /** The payers in order and then the end; none where there is no way. */
  accounts: AccountRef[]
  hops: number
  arrival: string | null
  visited: number
}
export interface Neighbourhood extends FlowAnswer {
  account: AccountRef
  direction: FlowDirection
  neighbours: {
    account: AccountRef
    amount_fen: number
    transfers: number
    first: string
    last: string
    exited_fen: number
  }[]
  total: number
  amount_fen: number
}
export interface Meetings extends FlowAnswer {
  policy: Policy
  stolen_fen: number
  sources: { index: number; loss: number }[]
  accounts: { account: AccountRef; tier: number; received_fen: number; by_source: number[]; exit: boolean }[]
  total: number
}
export interface Origin extends FlowAnswer {
  account: AccountRef
  at: string
  policy: Policy
  balance_fen: number
  earlier_fen: number
  accounts: { account: AccountRef; amount_fen: number; transfers: number; victim: boolean }[]
  transfers: { id: string; time: string; payer: string; payee: string; amount_fen: number; loss: number | null }[]
  transfers_total: number
  horizon: number
  visited: number
}

export interface TimelineItem {
  seq: number
  at: string
  kind: string
  text_zh: string
  text_en: string
  actor: string
  order: string | null
  account: string | null
  amount_fen: number | null
}
export interface Timeline {
  items: TimelineItem[]
  next?: string
}

export interface OrderTimes {
  reported: string | null
  drafted: string | null
  approved: string | null
  sent: string | null
  acknowledged: string | null
  in_force: string | null
  ended: string | null
}
export interface Order {
  id: string
  family: OrderFamily
  state: OrderState
  case: string
  account: AccountRef
  tier: number
  amount_fen: number | null
  held_fen: number | null
  balance_fen: number | null
  justification: {
    transfer: string | null
    payer: AccountRef
    amount_fen: number
    time: string
    serial: string
  } | null
  name_unknown: boolean
  reason: string
  article: string
  article_mark: string
  term_hours: number
  notice: string
  appeal: string
  ordinal: number
  term_months: number
  authority: { kind: 'officer' | 'cascade' | 'rule'; by: string; at: string; bounds: string } | null
  channel: string
  partner_number: string
  platform_number: string
  result: string | null
  result_text: string
  next_action: string
  attempts: number
  delivery: Delivery
  last_error: string | null
  corrects: string | null
  candidate: { name: string } | null
  approval: Approval | null
  freeze: Freeze | null
  former: { department: string; amount_fen: number | null; until: string | null } | null
  countersigned: { by: string; at: string } | null
  excess_fen: number
  times: OrderTimes
  ms: { report_to_sent: number | null; report_to_hold: number | null }
  deadline: string | null
  needs: OrderNeed[]
  consent: Consent | null
  evidence: EvidenceAsk | null
  payback: { to: AccountRef } | null
  mark: { kind: MarkKind; value: string; platform: string | null } | null
  spoken: { way: SpokenWay; person: string; at: string; note: string | null; by: string } | null
  /** By when an approved request for evidence is answered, or a return paid. */
  due: string | null
  drill: boolean
}
export type ConsentWay = 'in_person' | 'telephone' | 'written' | 'online'
export interface Consent {
  by: string
  way: ConsentWay
  reference: string
  given_at: string
  revoked: { by: string; at: string; reason: string } | null
}
export type EvidenceKind = 'opening_file' | 'device_log' | 'camera' | 'vouchers'
export interface EvidenceGiven {
  reference: string
  sha256: string
  note: string | null
}
export interface EvidenceAsk {
  kind: EvidenceKind
  from: string | null
  until: string | null
  place: string | null
  serials: string[]
  overwrites_at: string | null
  given: EvidenceGiven | null
}
export type MarkKind = 'phone' | 'url' | 'profile'
export type SpokenWay = 'telephone' | 'fax'
export interface ProtectiveStopInput {
  account: string
  amount_fen?: number
  hours?: number
  consent: { by: string; way: ConsentWay; reference: string }
  reason: string
}
export interface EvidenceInput {
  account: string
  kind: EvidenceKind
  from?: string
  until?: string
  place?: string
  serials?: string[]
  overwrites_at?: string
  document: string
  second: string
  emergency?: string
  reason: string
}
export interface ReturnInput {
  loss: number
  amount_fen: number
  document: string
  second: string
  reason: string
}
export interface RestrictionInput {
  kind: MarkKind
  value: string
  platform?: string
  institution: string
  document: string
  second: string
  emergency?: string
  reason: string
}
export interface SpokenInput {
  way: SpokenWay
  person: string
  note?: string
}
export interface SpokenAnswerInput {
  result: string
  message: string
  held_fen?: number
  evidence?: { reference: string; sha256: string }
}
export interface WithdrawalInput {
  number: string
  approved_by: string
  reason: string
}
export interface Signature {
  duty: Duty
  by: string
  on_behalf: string | null
  at: string
  reason: string
}
/** Who must agree before the order goes; `drafted_by` is null where the centre itself proposed it. */
export interface Approval {
  drafted_by: string | null
  second: string | null
  steps: Duty[]
  before: number
  next: Duty | null
  raised: string | null
  emergency: string | null
  document: string | null
  papers_due: string | null
  signatures: Signature[]
}
export interface Freeze {
  scope: Scope
  why_whole: string | null
  fruits: boolean
  months: number
  queue: boolean
  behind: string | null
  renewals: number
  renew_by: string | null
  screen_by: string | null
  screening: { finding: Finding; by: string; at: string; reason: string } | null
  release_by: string | null
  until: string | null
  returned_fen: number
  confiscated_fen: number
  /** Who must renew it now; null of one that does not stand. */
  keeper: Keeper | null
}
export interface FreezeInput {
  account: string
  scope: Scope
  amount_fen?: number
  why_whole?: string
  fruits: boolean
  major: boolean
  document: string
  second: string
  emergency?: string
  reason: string
}
export interface RenewalInput {
  major: boolean
  document: string
  second: string
  reason: string
  late_reason?: string
}
export interface Office {
  duty: Duty
  on_behalf: string | null
}
export type SigningAct = 'sign' | 'approve' | 'countersign'
export interface Waiting {
  act: SigningAct
  office: Office | null
  order: Order
}
export interface Approvals {
  offices: Office[]
  items: Waiting[]
  total: number
  more: boolean
}
export interface Colleague {
  name: string
  display: string
  role: Role
  duty: Duty
  /** Empty: at the centre. */
  unit: string
}
export interface Delegation {
  id: string
  from: string
  to: string
  duty: Duty
  begins: string
  until: string
  reason: string
  state: 'ahead' | 'running' | 'over'
  ended: string | null
  ended_by: string | null
}
export interface OrderPage {
  items: Order[]
  next?: string
  total?: number
}

export interface Task {
  id: string
  case: string
  kind: TaskKind
  text: string
  owner: string
  due: string
  state: 'open' | 'done'
  account: AccountRef | null
  order: string | null
  duty: Duty
  loss: number | null
  amount_fen: number | null
  /** Whom it is about: R000001. */
  person: string | null
  /** Of a mention: the comment. */
  comment: string | null
  handover: string | null
  asked_by: string | null
}
/** One page of a list; `total_is_least`: there may be more. */
export interface Page<Item> {
  items: Item[]
  next: string
  total: number
  total_is_least?: boolean
  seq: number
}
export interface Workload {
  name: string
  display: string
  open: number
  overdue: number
}
export interface AssignInput {
  tasks: string[]
  to: string
  due?: string
  reason: string
}
export interface TaskInput {
  what: string
  to: string
  due: string
}
export interface CaseComment {
  id: string
  case: string
  text: string
  mentions: string[]
  by: string
  at: string
}
export type FileKind = 'pdf' | 'ofd' | 'jpeg' | 'png' | 'xlsx' | 'xls' | 'docx' | 'doc' | 'text' | 'mp4' | 'mp3' | 'wav'
export type FileOrigin = 'handed_in' | 'order' | 'collected'
export type ScanState = 'not_scanned' | 'clean' | 'infected'
/** What is said of a file that is handed in. */
export interface FileTold {
  origin: FileOrigin
  order: string
  document: string
  note: string
}
export interface CaseFileRow {
  id: string
  case: string
  name: string
  note: string
  kind: FileKind
  bytes: number
  sha256: string
  scan: ScanState
  /** What was found, or why it was not scanned. */
  scanned: string
  origin: FileOrigin
  order: string | null
  document: string
  by: string
  at: string
  taken: { by: string; at: string; rows: number; fresh: number; duplicates: number; refused: number } | null
}
export interface StatementTaken {
  file: string
  rows: number
  fresh: number
  duplicates: number
  refused: number
  notes: { sheet: string; row: number; column: number; reason: string }[]
}

export interface ExhibitMethod {
  policy: Policy
  until: string | null
  hops: number | null
  accounts: number | null
  still_days: number | null
  min_amount_fen: number
}
export interface ExhibitInput {
  policy: Policy
  scope: 'case' | 'series'
  hops: number
  still_days: number
  min_amount_fen: number
  reason: string
}
export interface ExhibitRow {
  id: string
  case: string
  scope: 'case' | 'series'
  method: ExhibitMethod
  sources: number
  as_of: number
  rules: string
  reason: string
  by: string
  at: string
  state: 'asked' | 'made' | 'failed'
  ended_at: string | null
  bundle: {
    bytes: number
    sha256: string
    key: string
    stolen_fen: number
    accounts: number
    transfers: number
    rows: number
  } | null
  why: string
  /** Of one that is being made. */
  stage: 'waiting' | 'gathering' | 'drawing' | 'keeping' | null
}
export interface ExhibitProof {
  exhibit: string
  sound: boolean
  key: string
  checks: { name: string; passed: boolean; detail: string }[]
}
export interface SavedFilter {
  page: string
  name: string
  query: string
}

export type TieKind =
  | 'account'
  | 'path'
  | 'card'
  | 'phone'
  | 'url'
  | 'app'
  | 'wechat'
  | 'qq'
  | 'alipay'
  | 'wallet'
  | 'plate'
  | 'device'
  | 'wording'
/** What an officer can tell of a case by hand. */
export type TraitKind = Exclude<TieKind, 'account' | 'path' | 'wording'>
/** What an officer says of two cases: that they belong together, or not. */
export type LinkWord = 'link' | 'decline'
/** An officer's word on two cases. */
export interface CaseLink {
  id: string
  one: string
  other: string
  together: boolean
  ties: TieKind[]
  score: number
  reason: string
  by: string
  at: string
  undone: { by: string; at: string; reason: string } | null
}
export interface Tie {
  kind: TieKind
  score: number
  /** How many cases show it. */
  cases: number | null
  /** Of a wording: how many of its sixteen bands are shared. */
  alike: number | null
  shown: string
  account: AccountRef | null
}
export interface SeriesSuggestion {
  case: CaseRow | null
  score: number
  series: string | null
  ties: Tie[]
}
export interface CaseSeries {
  series: string | null
  members: (CaseRow | null)[]
  members_total: number
  links: CaseLink[]
  suggestions: SeriesSuggestion[]
  suggestions_total: number
  traits: { kind: TieKind; shown: string }[]
}
export interface SeriesRow {
  id: string
  state: 'standing' | 'dissolved'
  count: number
  cases: string[]
  loss_fen: number
  fraud_type?: string
  first_reported?: string
  last_reported?: string
}
export interface Alarm {
  id: string
  kind: AlarmKind
  text: string
  since: string
  cleared: string | null
  acknowledged_by: string | null
}

export interface RevealInput {
  kind: 'case' | 'account' | 'objection' | 'order' | 'return_application' | 'return_plan' | 'warning' | 'comment' | 'person' | 'lead' | 'round' | 'tip'
  id: string
  field: 'victim' | 'narrative' | 'losses' | 'number' | 'name' | 'all'
  reason: string
}
export interface Revealed {
  values: { [field: string]: string }
  until: string
}
export interface RevealRow {
  at: string
  by: string
  kind: string
  id: string
  field: string
  reason: string
}
export interface SearchHit {
  kind: 'case' | 'order' | 'account' | 'series' | 'task' | 'paper' | 'person'
  id: string
  /** Where it is shown; empty where it belongs to none. */
  case: string
  order: string
  title: string
  subtitle: string
}
export interface UserRow extends User {
  disabled?: boolean
  duty?: Duty
}
export interface UserInput extends User {
  duty: Duty
  password: string
}
export interface Stats {
  now: string
  cases_open: number
  loss_fen: number
  held_fen: number
  running_fen: number
  orders_waiting: number
  stop_ms_p50: number | null
  stop_ms_p95: number | null
  stops_today: number
  memory: Memory
}

export interface Memory {
  /** tight: what a snapshot on disk holds is given back; full: feeds are refused. */
  state: 'ample' | 'tight' | 'full'
  own_bytes: number
  limit_bytes: number
  archived_bytes: number
}

export type Topic = 'case' | 'order' | 'account' | 'series' | 'comment' | 'statement' | 'analysis' | 'task' | 'alarm' | 'warning' | 'person' | 'lead' | 'feed' | 'stats' | 'file' | 'exhibit' | 'call' | 'campaign' | 'round' | 'audit' | 'tip' | 'quiz_link'
export interface StreamEvent {
  topic: Topic
  id: string
  case: string
  seq: number
  /** Of a call that rings at this desk. */
  call?: CallPop
}
/** A call that rings, and what is known of its number: masked, no names. */
export interface CallPop {
  id: string
  number: string
  extension: string
  cases: { id: string; state: string; fraud_type: string; officer: string }[]
  warnings: { id: string; state: string; grade: string }[]
}
export type CallResult = 'answered' | 'no_answer' | 'busy' | 'hung_up' | 'failed'
export interface PhoneCall {
  id: string
  way: 'in' | 'out'
  state: 'asked' | 'ringing' | 'ended'
  number: string
  extension: string
  officer: string
  case: string | null
  warning: string | null
  began: string
  ended: string | null
  result: CallResult | null
  seconds: number
  recording: { reference: string; sha256: string; noted: string } | null
}
export interface Calls {
  items: PhoneCall[]
  extension: string | null
  may_dial: boolean
}

/** What a column of a file of transfers can mean. */
export type TransferField =
  | 'id'
  | 'time'
  | 'payer'
  | 'payee'
  | 'amount_yuan'
  | 'kind'
  | 'payer_name'
  | 'payee_name'
  | 'payer_institution'
  | 'payee_institution'
  | 'institution'
  | 'serial'
  | 'clearing'
  | 'original'
  | 'note'
  | 'amount_fen'
  | 'date'
  | 'clock'
  | 'signed_amount'
  | 'debit'
  | 'credit'
  | 'direction'
  | 'own_account'
  | 'own_name'
  | 'own_institution'
  | 'other_account'
  | 'other_name'
  | 'other_institution'
  | 'currency'
  | 'success'
export type FileFormat = 'csv' | 'json' | 'ndjson' | 'pacs008'
export type TransferKind = 'transfer' | ExitKind
export interface PreviewColumn {
  heading: string
  field: TransferField | null
  by_hand: boolean
  samples: string[]
}
export interface PreviewRow {
  line: number
  id: string
  time: string
  payer: string
  payer_name: string
  payee: string
  payee_name: string
  amount_fen: number
  kind: TransferKind
}
export interface RowRefusal {
  line: number
  column: number
  field: string
  reason: string
}
export interface TransfersPreview {
  format: FileFormat
  encoding: 'utf-8' | 'gb18030' | 'utf-16'
  canonical: boolean
  header_line: number
  columns: PreviewColumn[]
  missing: TransferField | null
  problem: string | null
  rows: PreviewRow[]
  rows_read: number
  refused: RowRefusal[]
  refused_total: number
}
export interface TransfersAnswer {
  rows: number
  new: number
  duplicates: number
  legs: number
  refused: RowRefusal[]
  refused_total: number
  first: string | null
  seq: number
}

export type PaperKind =
  | 'stop_application'
  | 'query_notice'
  | 'freeze_notice'
  | 'renewal_notice'
  | 'release_notice'
  | 'holder_notice'
  | 'evidence_notice'
  | 'return_notice'
  | 'restriction_notice'
  | 'return_receipt'
  | 'acceptance_form'
  | 'acceptance_receipt'
  | 'refusal_notice'
  | 'transfer_notice'
export interface Paper {
  id: string
  kind: PaperKind
  title: string
  /** Null: of a case, and of no order. */
  order: string | null
  case: string
  number: string
  code: string
  unit: string
  telephone: string
  issued_at: string
  issued_by: string
  layout: number
  sha256: string | null
}
export interface Papers {
  items: Paper[]
  /** Kinds that the order may still have. */
  may: PaperKind[]
}
export interface PaperCheck {
  genuine: boolean
  why: 'mistyped' | 'unknown' | null
  kind: PaperKind | null
  title: string | null
  date: string | null
  unit: string
  telephone: string
}

export type LinkStanding = 'official' | 'imitates' | 'number' | 'unknown'
export type LinkGuise = 'front' | 'looks' | 'other_ending' | 'near_miss' | 'wears_name'
/** An address of the web in a text. */
export interface LinkJudgement {
  text: string
  host: string
  standing: LinkStanding
  guise: LinkGuise | null
  of: { domain: string; zh: string; en: string } | null
}
export interface TextPayment {
  time: string | null
  amount_fen: number
  payer_account: string | null
  payee_account: string | null
  payee_name: string | null
  payee_bank: string | null
  direction: 'out' | 'back'
}
export interface TextAnswer {
  fraud: boolean
  score: number
  type: string
  reasons: string[]
  ledger: TextPayment[]
  links: LinkJudgement[]
}
export interface Advice {
  verdict: 'fraud' | 'doubtful' | 'nothing_found'
  type: string | null
  reasons: string[]
  links: LinkJudgement[]
  telephone: string
}
export interface GuideWording {
  title: string
  summary: string
  story: string
  dialogue: string[]
  steps: string[]
  signs: string[]
  do: string[]
  never: string[]
  if_paid: string[]
  ask: string[]
}
export interface Guide {
  type: string
  updated: string
  zh: GuideWording
  en: GuideWording
}

export type Situation = 'goods_sold' | 'second_hand' | 'wages' | 'loan' | 'other'
export type Urgency = 'none' | 'living' | 'medical'
export type Ruling = 'refuse' | 'reduce' | 'release'
export type NoticeFamily = 'stop' | 'freeze' | 'protective_stop' | 'number_suspension' | 'url_block' | 'profile_suspension'
export interface HolderNotice {
  title: string
  number: string
  unit: string
  telephone: string
  family: NoticeFamily
  state: 'in_force' | 'queued' | 'ended'
  account: string
  institution: string
  article: string
  from: string | null
  until: string | null
  appeal: string
  may_object: boolean
  situations: { situation: Situation; evidence: string[] }[]
  objection: {
    id: string
    filed_at: string
    due: string
    ruling: Ruling | null
    reason: string | null
    answered_at: string | null
  } | null
}
export interface ObjectionInput {
  situation: Situation
  urgency: Urgency
  wanted_fen?: number
  text: string
  name: string
  phone: string
}
export interface Objection {
  id: string
  notice: string
  order: string
  case: string
  family: NoticeFamily
  account: AccountRef
  amount_fen: number | null
  situation: Situation
  urgency: Urgency
  wanted_fen: number | null
  text: string
  name: string
  phone: string
  filed_at: string
  due: string
  article: string
  state: 'open' | 'answered'
  answered: {
    ruling: Ruling
    by: string
    at: string
    reason: string
    order: string | null
    keep_fen: number | null
  } | null
}
/** An objection that was taken; without a number from the public zone, until the centre has it. */
export interface ObjectionTaken {
  objection?: string
  pending?: true
}
export interface ObjectionPage {
  items: Objection[]
  next: string
  total: number
  seq: number
}
export interface AnswerInput {
  ruling: Ruling
  reason: string
  keep_fen?: number
  document?: string
  second?: string
}

export type HolderSign =
  | 'wages'
  | 'customers'
  | 'long_history'
  | 'small_part'
  | 'first_contact'
  | 'known_sender'
  | 'new_account'
  | 'passed_on'
/** Who would be hurt by a freeze: what the account's transfers before the case's money tell. */
export interface HolderSigns extends FlowAnswer {
  account: AccountRef
  at: string
  first: string | null
  credits: number
  credited_fen: number
  dealings: number
  wages: { payer: AccountRef; months: number; usual_fen: number; last: string } | null
  customers: { payers: number; usual_fen: number } | null
  signs: { sign: HolderSign; weight: number }[]
  unrelated_permille: number
  other_cases: number
  due_fen: number
  lost_fen: number
  held_elsewhere_fen: number
  least_fen: number
}

// ---- Money: custody ledger, return plans, applications for return ------------------------------

export type CustodyPlace = 'claim' | 'lost' | 'traced' | 'stopped' | 'frozen' | 'queued' | 'returned' | 'released' | 'prosecution' | 'court' | 'confiscated' | 'discharged'
export type CustodyDifference = 'held_less' | 'held_unknown' | 'balance_below' | 'beyond_loss' | 'not_returned' | 'returned_beyond' | 'disposed_beyond'
export interface CustodyLine {
  place: CustodyPlace
  amount_fen: number
  order: string | null
  account: AccountRef | null
}
export interface CustodyEntry {
  at: string
  from: CustodyPlace
  to: CustodyPlace
  amount_fen: number
  order: string | null
  account: AccountRef | null
}
export interface CustodyCheck {
  order: string
  family: OrderFamily
  account: AccountRef | null
  asked_fen: number | null
  held_fen: number | null
  returned_fen: number
  confiscated_fen: number
  beyond_fen: number
  stated_balance_fen: number | null
  known_balance_fen: number | null
  differences: CustodyDifference[]
}
export interface Custody {
  loss_fen: number
  places: { place: CustodyPlace; amount_fen: number }[]
  lines: CustodyLine[]
  entries: CustodyEntry[]
  checks: CustodyCheck[]
}

// ---- Hand-overs --------------------------------------------------------------------------------

export type Organ = 'police' | 'procuratorate' | 'court'
export type HandoverKind = 'prosecution' | 'indictment' | 'back'
export type HandoverState = 'draft' | 'sent' | 'received' | 'returned' | 'withdrawn'
export interface Keeper {
  organ: Organ
  name: string | null
  owner: string
  /** By name, for this freeze; otherwise whoever signed for all of it. */
  named: boolean
  handover: string | null
}
export interface HandoverSummary {
  id: string
  case: string
  kind: HandoverKind
  state: HandoverState
  document: string
  from: string
  to: string
  side: 'sender' | 'receiver' | 'other'
  drafted_at: string
  sent_at: string | null
  received_at: string | null
  freeze_count: number
  held_fen: number
  soonest: string | null
  lapsing_soon: number
  /** Renewals whose clock rang at the desk of whoever asks. */
  reminders: number
  open_questions: number
  disposed: boolean
}
export interface HandoverFreeze {
  order: string
  state: OrderState
  scope: Scope
  account: AccountRef
  amount_fen: number | null
  held_fen: number | null
  returned_fen: number
  confiscated_fen: number
  left_fen: number | null
  since: string | null
  deadline: string | null
  renew_by: string | null
  document: string | null
  lapses_soon: boolean
  keeper: Keeper | null
  reminder: { owner: string; since: string; due: string } | null
}
export interface HandoverEvidence {
  order: string
  kind: string
  reference: string
  sha256: string
}
export interface HandoverPaper {
  id: string
  order: string
  title: string
  number: string
  sha256: string | null
}
export interface HandoverLoss {
  index: number
  time: string
  amount_fen: number
  payer_institution: string
  open_fen: number
}
export interface HandoverQuestion {
  text: string
  by: string
  at: string
  reply: { text: string; by: string; at: string } | null
}
export type DisposalKind = 'give_back' | 'confiscate' | 'release' | 'pursue'
export interface DisposalItem {
  kind: DisposalKind
  freeze: string | null
  amount_fen: number | null
  victim_of: string | null
  loss: number | null
  order: string | null
  order_state: OrderState | null
  paid: { number: string; paid_at: string; by: string; at: string } | null
}
export interface Disposal {
  judgment: string
  effective_at: string
  by: string
  at: string
  article: string
  items: DisposalItem[]
}
export interface Handover extends HandoverSummary {
  officer: string
  drafted_by: string
  note: string | null
  article: string
  article_mark: string
  property_article: string
  supplements: string | null
  due: string | null
  receipt: { document: string; officer: string; by: string; at: string } | null
  ended: string | null
  ended_at: string | null
  freezes: HandoverFreeze[]
  evidence: HandoverEvidence[]
  papers: HandoverPaper[]
  losses: HandoverLoss[]
  questions: HandoverQuestion[]
  disposals: Disposal[]
  people: { name: string; display: string }[]
  manifest_sha256: string | null
}
export interface CaseHandovers {
  items: HandoverSummary[]
  ready: {
    freezes: HandoverFreeze[]
    evidence: HandoverEvidence[]
    papers: HandoverPaper[]
    procuratorates: string[]
    courts: string[]
  }
}
export interface HandoverInput {
  kind: HandoverKind
  document: string
  to: string
  officer: string
  freezes: string[]
  evidence: string[]
  papers: string[]
  supplements?: string
  note?: string
}
export interface DisposalInput {
  judgment: string
  effective_at: string
  items: { kind: DisposalKind; freeze?: string; amount_fen?: number; loss?: number }[]
}

export type PlanState = 'working' | 'drawn' | 'noticed' | 'review' | 'ordered' | 'rejected' | 'failed'
export type PlanLadder = 'timestamp' | 'prorata'
export type PlanMethod = 'fifo' | 'lifo'
export type PlanBasis = 'received' | 'loss'
export type PlanRung = 'none' | 'single' | 'timestamp' | 'prorata'
export interface PlanExclusion {
  order: string
  amount_fen: number | null
  decision: string
}
export interface PlanInput {
  ladder: PlanLadder
  method: PlanMethod
  basis: PlanBasis
  exclusions: PlanExclusion[]
  document: string
  second: string
  reason: string
}
export interface PlanVictim {
  case: string
  loss_fen: number
  returned_before_fen: number
  chosen_fen: number | null
  fifo_fen: number | null
  lifo_fen: number | null
  prorata_fen: number | null
}
export interface PlanAccount {
  account: AccountRef
  since: string
  holds: { order: string; amount_fen: number; excluded_fen: number }[]
  rung: PlanRung | null
  payouts: { case: string; amount_fen: number }[]
  left_fen: number | null
}
export interface PlanObjection {
  index: number
  name: string
  phone: string
  text: string
  filed_at: string
  due: string
  article: string
  overdue: boolean
  ruling: { upheld: boolean; by: string; at: string; reason: string } | null
}
export interface ReturnPlan {
  id: string
  case: string
  state: PlanState
  choice: { ladder: PlanLadder; method: PlanMethod; basis: PlanBasis }
  exclusions: PlanExclusion[]
  victims: PlanVictim[]
  accounts: PlanAccount[]
  paid_fen: number
  reason: string
  article: string
  mark: string
  rules_version: string
  drafted_at: string
  approval: {
    drafted_by: string
    second: string
    document: string
    steps: string[]
    signatures: { duty: string; by: string; on_behalf: string | null; at: string; reason: string }[]
  }
  needs_notice: boolean
  transfers: number | null
  worksheet_sha256: string | null
  notice: { from: string; until: string; over: boolean; article: string } | null
  objections: PlanObjection[]
  orders: string[]
  ended: string | null
}
export interface PlanPage {
  items: ReturnPlan[]
  next: string
  total: number
}

export type ApplicationState = 'open' | 'accepted' | 'refused'
export interface ReturnApplication {
  id: string
  name: string
  phone: string
  id_no: string
  payer_account: string
  payee_account: string
  text: string
  amount_fen: number
  paid_at: string
  hardship: boolean
  filed_at: string
  state: ApplicationState
  ruling: { case: string | null; by: string; at: string; reason: string } | null
}
export interface ApplicationPage {
  items: ReturnApplication[]
  next: string
  total: number
}
export interface ApplicationInput {
  name: string
  phone: string
  id_no: string
  payer_account: string
  payee_account: string
  text: string
  amount_fen: number
  paid_at: string
  hardship: boolean
}
export type ProgressStep = 'reported' | 'held' | 'filed' | 'planned' | 'approved' | 'returned'
export interface ApplicationProgress {
  application: string
  filed_at: string
  hardship: boolean
  state: ApplicationState
  reason: string | null
  steps: { step: ProgressStep; done: boolean; at: string | null }[]
  returned_fen: number
  notice: { plan: string; until: string } | null
  unit: string
  telephone: string
}
export interface ReturnNotice {
  id: string
  from: string
  until: string
  article: string
  basis: PlanBasis
  victims: number
  paid_fen: number
  accounts: { account: string; institution: string; rung: PlanRung; paid_fen: number; left_fen: number }[]
}
export interface ReturnNotices {
  items: ReturnNotice[]
  unit: string
  telephone: string
}

export type WarningStep = 'sign_off' | 'dispatch' | 'sms' | 'call' | 'visit' | 'identity' | 'outcome' | 'back_check'
export type StepResult =
  | 'done'
  | 'delivered'
  | 'answered'
  | 'no_answer'
  | 'hung_up'
  | 'met'
  | 'absent'
  | 'verified'
  | 'mismatched'
  | 'held'
  | 'relapsed'
  | 'failed'
export type WarningState = 'open' | 'settled' | 'finished' | 'merged'
export type WarningSourceKind = 'screening' | 'pattern' | 'text' | 'call' | 'branch' | 'partner' | 'officer'
export type AfterOutcome = 'back_check' | 'again' | 'intake' | 'end'
export type NoticeState = 'waiting' | 'sent' | 'delivered' | 'answered' | 'no_answer' | 'hung_up' | 'failed'
export interface UnitRef {
  code: string
  name: string
  tier: string
}
export interface Warning {
  id: string
  state: WarningState
  grade: string
  /** 0 is the worst grade. */
  rank: number
  fraud_type: string | null
  sources: { kind: WarningSourceKind; by: string; at: string; feature_code: string | null }[]
  reasons: string[]
  evidence: { transfers: string[]; cases: string[]; texts: string[] }
  amount_fen: number
  name: string
  phone: string
  is_known: boolean
  account: AccountRef | null
  unit: UnitRef | null
  held_by: UnitRef | null
  raised_at: string
  repeat: number
  round: number
  failures: number
  lapses: number
  clocks: { step: WarningStep; begins: string; due: string; told: 'nothing' | 'ahead' | 'lapsed'; stopped: string | null; unit: UnitRef | null }[]
  taken: { step: WarningStep; result: StepResult; by: string; at: string; note: string | null; round: number }[]
  outcomes: {
    code: string
    name: string
    then: AfterOutcome
    by: string
    at: string
    note: string | null
    kept_fen: number | null
    lost_fen: number | null
    round: number
  }[]
  notices: { step: 'sms' | 'call'; round: number; state: NoticeState; at: string; detail: string | null }[]
  counter: { institution: string; branch: string; address: string | null; telephone: string; clerk: string } | null
  next: { step: WarningStep; due: string } | null
  acts: WarningStep[]
  offers_protection: boolean
  merged_into: string | null
  finished_at: string | null
  /** Missing in documents from before it was told. */
  place?: WarningPlace | null
  is_erased?: boolean
  /** Cases of the same person; of a single one only. */
  person_cases?: string[]
  /** Over for so long that nothing is done any more; of a single one only. */
  is_archived?: boolean
}
export type Located = 'found' | 'several' | 'unknown' | 'chosen'
export interface WarningPlace {
  located: Located
  street: { code: string; name: string; district: string } | null
  /** An address was told: it is shown on record only. */
  told: boolean
}
export interface FoundPlace {
  located: Exclude<Located, 'chosen'>
  unit: string | null
  unit_name: string | null
  streets: { code: string; name: string; district: string; unit: string; unit_name: string | null }[]
  streets_known: number
}
/** Of a unit with those below it; `own` are its own. `grades` and `outcomes` go with the board's. */
export interface BoardUnit {
  code: string
  name: string
  tier: string
  parent: string | null
  raised: number
  own: number
  open: number
  settled: number
  finished: number
  unsigned: number
  late: number
  carried: number
  kept_fen: number
  next_due: string | null
  grades: number[]
  outcomes: number[]
  without_outcome: number
}
export interface WarningsBoard {
  from: string
  until: string
  grades: string[]
  outcomes: { code: string; name: string }[]
  streets: number
  located: { found: number; several: number; unknown: number; chosen: number }
  units: BoardUnit[]
}
export interface WarningPage {
  items: Warning[]
  next: string | null
  total: number
}
export interface WarningTerms {
  grades: { name: string; clocks: { step: WarningStep; value: number; unit: string; article: string }[] }[]
  outcomes: { code: string; name: string; then: AfterOutcome }[]
  units: { code: string; name: string; tier: string; parent: string | null }[]
}
export interface StepInput {
  step: WarningStep
  result: StepResult
  note?: string
}
export interface OutcomeInput {
  code: string
  note?: string
  kept_fen?: number
  lost_fen?: number
}
export interface WarningsEffect {
  from: string
  until: string
  raised: number
  grades: {
    grade: string
    raised: number
    in_time: number
    late: number
    finished: number
    repeated: number
    signed_ms_p50: number | null
    signed_ms_p95: number | null
  }[]
  outcomes: { code: string; name: string; count: number }[]
  sources: { code: WarningSourceKind; name: string; count: number }[]
  kept_fen: number
  lost: {
    after_warning: number
    after_warning_fen: number
    after_convinced: number
    without_warning: number
    without_warning_fen: number
  }
}

// ---- Payment screening -----------------------------------------------------------------------------

export type ScreenAdvice = 'allow' | 'delay' | 'hold'
export type ScoringState = 'candidate' | 'active' | 'retired' | 'withdrawn'
export interface ScreenReason {
  readonly code: string
  readonly text: string
}
export interface Screening {
  readonly id: string
  readonly institution: InstitutionRef
  readonly payment_id: string
  readonly payer: AccountRef | null
  readonly payee: AccountRef | null
  readonly amount_fen: number
  readonly at: string
  readonly valid_until: string
  readonly decision: 'delay' | 'hold'
  readonly basis: 'score' | 'facts' | 'policy'
  readonly unjudged: 'none' | 'warming' | 'late' | 'no_model'
  readonly score_millionths: number | null
  readonly scoring: string | null
  readonly reasons: readonly ScreenReason[]
  readonly cases: readonly string[]
  readonly orders: readonly string[]
  /** What became of it, as its institution told; null: it told nothing. */
  readonly ended: { readonly outcome: PaymentEnd; readonly at: string; readonly by: string; readonly note: string | null } | null
}
export type PaymentEnd = 'paid' | 'cancelled' | 'confirmed'
export interface RecordWeek {
  readonly scoring: string
  readonly from: string
  readonly alerts: number
  readonly hits: number
  readonly late: number
  readonly undecided: number
  readonly came: number
  readonly known: number
  readonly ahead_fen: number
  readonly before_fen: number
  readonly is_settled: boolean
}
export interface RecordPoint {
  readonly score_millionths: number
  readonly alerts: number
  readonly hits: number
  readonly known: number
}
export interface RecordCurve {
  readonly scoring: string
  readonly name: string
  readonly is_active: boolean
  readonly came: number
  readonly undecided: number
  readonly points: readonly RecordPoint[]
}
export interface RecordSum {
  readonly payments: number
  readonly amount_fen: number
}
export interface StoppedEnds {
  readonly basis: Screening['basis']
  readonly decision: Screening['decision']
  readonly all: RecordSum
  readonly paid: RecordSum
  readonly cancelled: RecordSum
  readonly confirmed: RecordSum
  readonly untold: RecordSum
  readonly lost: RecordSum
}
export interface ScoringsRecord {
  readonly from: string
  readonly until: string
  readonly horizon_days: number
  readonly weeks: readonly RecordWeek[]
  readonly curves: readonly RecordCurve[]
  readonly stopped: readonly StoppedEnds[]
}
export interface ScreeningPage {
  readonly items: readonly Screening[]
  readonly next: string
  readonly total: number
  readonly seq: number
}
export interface ScoringStep {
  readonly by: string
  readonly at: string
  readonly reason: string
}
export interface Scoring {
  readonly id: string
  readonly name: string
  readonly state: ScoringState
  readonly model: string
  readonly rules: string
  readonly delay_from: number
  readonly hold_from: number
  readonly own_thresholds: boolean
  readonly proposed: ScoringStep | null
  readonly activated: ScoringStep | null
  readonly ended: ScoringStep | null
}
export interface ScoringStanding {
  readonly ready: boolean
  readonly behind: number
  readonly waiting: number
  readonly put_off: number
  readonly payments: number
  readonly late: number
  readonly accounts: number
  readonly flagged: number
  readonly bytes: number
  readonly since: number
  readonly build_ms: number
}
export interface ScoreDay {
  readonly day: string
  readonly scoring: string | null
  readonly in_shadow: boolean
  readonly asked: number
  readonly allowed: number
  readonly delayed: number
  readonly held: number
  readonly late: number
  readonly differing: number
  readonly stopped_fen: number
  readonly steps: readonly number[]
  readonly stability_index: number | null
}
/** What a threshold would have meant for the payments judged lately. */
export interface ThresholdChoice {
  readonly from: number
  readonly payments: number
  readonly amount_fen: number
  readonly involved: number
  readonly involved_fen: number
}
export interface Scorings {
  readonly versions: readonly Scoring[]
  readonly days: readonly ScoreDay[]
  readonly active_standing: ScoringStanding | null
  readonly candidate_standing: ScoringStanding | null
  readonly thresholds: readonly ThresholdChoice[]
  readonly seq: number
}
export interface ScoringInput {
  readonly name: string
  readonly reason: string
  readonly model_base64?: string
  readonly rules_toml?: string
  readonly delay_from?: number
  readonly hold_from?: number
}
export interface Suspect {
  readonly account: AccountRef
  readonly score_millionths: number
  readonly pattern: string | null
  readonly since: string
  readonly reasons: readonly ScreenReason[]
  readonly first_reasons: readonly ScreenReason[]
  readonly balance_fen: number
  readonly cases: readonly string[]
}
export interface Suspects {
  readonly items: readonly Suspect[]
  readonly flagged: number
  readonly behind: number
  readonly seq: number
}
export interface SuspectRing {
  readonly items: readonly Suspect[]
  readonly seed: string
  readonly bonds: readonly { readonly from: string; readonly to: string; readonly shared: number; readonly direct: boolean }[]
  readonly seq: number
}

// ---- Statements of banks, and the analyst's workbench ------------------------------------------
export interface StatementFileDone {
  readonly file: string
  readonly bytes: number
  readonly sha256: string
  readonly format: 'csv' | 'xlsx' | 'xls'
}
export interface ColumnChoice {
  readonly heading: string
  readonly column: string
}
export interface StatementPlanInput {
  readonly files: readonly { readonly file: string; readonly name: string }[]
  readonly bank: string
  readonly owner: string
  readonly sign: '' | 'repeats' | 'reverses'
  readonly mapping: readonly ColumnChoice[]
}
export interface StatementInput extends StatementPlanInput {
  readonly document: string
  readonly learn: boolean
}
export interface StatementProgress {
  readonly state: 'waiting' | 'running' | 'done' | 'failed'
  readonly bytes_done: number
  readonly bytes_total: number
  readonly rows: number
  readonly fresh: number
  readonly known: number
  readonly refused: number
  readonly error: string | null
}
export interface StatementColumn {
  readonly heading: string
  readonly column: string | null
  readonly source: 'none' | 'by_hand' | 'learnt' | 'known'
}
export interface StatementSample {
  readonly row: number
  readonly time: string
  readonly payer: string
  readonly payer_name: string
  readonly payee: string
  readonly payee_name: string
  readonly amount_fen: number
  readonly kind: string
  readonly note: string
}
export interface StatementSheet {
  readonly name: string
  readonly kind: string
  readonly hidden: boolean
  readonly header_row: number
  readonly columns: readonly StatementColumn[]
  readonly missing: string | null
  readonly owner: string
  readonly owner_name: string
  readonly rows: number
  readonly taken: number
  readonly refused: number
  readonly passed_over: number
  readonly duplicates: number
  readonly second_legs: number
  readonly first: string | null
  readonly last: string | null
  readonly in_fen: number
  readonly out_fen: number
  readonly samples: readonly StatementSample[]
}
export interface StatementNote {
  readonly sheet: string
  readonly row: number
  readonly column: number
  readonly heading: string
  readonly what: string
  readonly reason: string
  readonly raw: string
}
export interface StatementPreviewFile {
  readonly name: string
  readonly error: string | null
  readonly format: string
  readonly sheets: readonly StatementSheet[]
  readonly notes: readonly StatementNote[]
}
export interface StatementPreview {
  readonly files: readonly StatementPreviewFile[]
  readonly accounts: readonly { readonly kind: string; readonly account: string; readonly name: string; readonly bank: string; readonly reason: string }[]
  readonly failed: number
  readonly unused_headings: readonly string[]
}
export interface StatementPreviewAnswer {
  readonly progress: StatementProgress
  readonly preview: StatementPreview | null
}
export interface StatementCounts {
  readonly rows: number
  readonly taken: number
  readonly refused: number
  readonly passed_over: number
  readonly duplicates: number
  readonly second_legs: number
}
export interface FailedQuery {
  readonly index: number
  readonly account: AccountRef
  readonly why: string
  readonly order: string | null
  readonly order_state: OrderState | null
}
export interface StatementOutcome {
  readonly at: string
  readonly fresh: number
  readonly known: number
  readonly legs: number
  readonly unreadable: number
  readonly accounts: readonly AccountRef[]
  readonly failed: readonly FailedQuery[]
  readonly failed_total: number
  readonly error: string | null
}
export interface Statement {
  readonly id: string
  readonly case: string
  readonly state: 'begun' | 'taken' | 'broken'
  readonly by: string
  readonly at: string
  readonly bank: string | null
  readonly document: string | null
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly bytes: number; readonly counts: StatementCounts | null }[]
  readonly outcome: StatementOutcome | null
  readonly progress?: StatementProgress | null
}
export interface StatementHeadings {
  readonly banks: readonly { readonly bank: string; readonly headings: readonly ColumnChoice[] }[]
  readonly columns: readonly string[]
}
export interface FailedQueriesInput {
  readonly failed: readonly string[]
  readonly document: string
  readonly second: string
  readonly emergency: string
  readonly reason: string
}

export type OptionForm = 'length' | 'yuan' | 'count' | 'choice' | 'moment'
export interface WorkbenchOption {
  readonly name: string
  readonly form: OptionForm
  readonly otherwise: string
  readonly least: number
  readonly most: number
  readonly choices: string
}
export interface WorkbenchQuestion {
  readonly name: string
  readonly accounts_min: number
  readonly accounts_max: number
  readonly options: readonly WorkbenchOption[]
}
export interface AnalysisOption {
  readonly name: string
  readonly text: string
}
export interface AskingInput {
  readonly question: string
  readonly options: readonly AnalysisOption[]
  readonly accounts: readonly string[]
  readonly cases: readonly string[]
}
export type CellForm = 'text' | 'number' | 'yuan' | 'moment' | 'accounts' | 'transfers' | 'nothing'
export type AnswerCell = string | number | readonly string[] | null
export interface PictureEdge {
  readonly payer: string
  readonly payee: string
  readonly amount_fen: number
  readonly transfers: number
}
export interface WorkbenchPicture {
  readonly nodes: readonly string[]
  readonly edges: readonly PictureEdge[]
  readonly nodes_total: number
  readonly edges_total: number
}
export interface WorkbenchAnswer {
  readonly question: string
  readonly columns: readonly { readonly name: string; readonly form: CellForm }[]
  readonly rows: readonly (readonly AnswerCell[])[]
  readonly accounts: { readonly [ref: string]: AccountRef }
  readonly remarks: readonly { readonly key: string; readonly values: readonly string[]; readonly text: string }[]
  readonly picture: WorkbenchPicture
  readonly looked_at: { readonly transfers: number; readonly accounts: number }
  readonly truncated: { readonly limit: 'accounts' | 'transfers'; readonly value: number } | null
  readonly seq: number
}
export type Sharing = 'own' | 'everyone'
export interface AnalysisRun {
  readonly at: string
  readonly as_of: number
  readonly rows: number
  readonly limit: string | null
  readonly error: string | null
  readonly accounts: number
  readonly appeared: readonly AccountRef[]
  readonly vanished: readonly AccountRef[]
}
export interface Analysis {
  readonly id: string
  readonly owner: string
  readonly name: string
  readonly question: string
  readonly options: readonly AnalysisOption[]
  readonly accounts: readonly AccountRef[]
  readonly cases: readonly string[]
  readonly sharing: Sharing
  readonly saved_at: string
  readonly run: AnalysisRun | null
}
