// One function for each operation of /api/v1 that the console uses.
import { ask, get, newestSeq, patch, post, postBytes, upload, withQuery, type Params, type Upload } from './client'
import type * as T from './types'

export const login = (name: string, password: string): Promise<T.Session> =>
  post('/login', { name, password })
export const logout = (): Promise<object> => post('/logout', {})
export const me = (): Promise<T.Session> => get('/me')

export const rules = (signal?: AbortSignal): Promise<{ rules: T.Rule[]; codes: T.ResultCode[] }> =>
  get('/rules', {}, signal)
export const institutions = (signal?: AbortSignal): Promise<T.Institutions> =>
  get('/institutions', {}, signal)
export const feeds = (signal?: AbortSignal): Promise<T.Feeds> => get('/feeds', {}, signal)
export const stats = (signal?: AbortSignal): Promise<T.Stats> => get('/stats', {}, signal)

export const paymentWays = (signal?: AbortSignal): Promise<T.PaymentWays> =>
  get('/payment-ways', {}, signal)
export const check = (input: T.CheckInput): Promise<T.CheckAnswer> => post('/intake/check', input)
export const report = (input: T.ReportInput, key: string): Promise<T.ReportAnswer> =>
  post('/reports', input, key)
export const addLoss = (id: string, input: T.LossInput, key: string): Promise<object> =>
  post(`/cases/${encodeURIComponent(id)}/losses`, input, key)

export const cases = (filter: Params, signal?: AbortSignal): Promise<T.CasePage> =>
  get('/cases', filter, signal)
const caseAt = (id: string): string => `/cases/${encodeURIComponent(id)}`
export const caseDetail = (id: string, signal?: AbortSignal): Promise<T.CaseDetail> =>
  get(caseAt(id), {}, signal)
export const caseAccounts = (id: string, signal?: AbortSignal): Promise<T.CaseAccounts> =>
  get(`${caseAt(id)}/accounts`, {}, signal)
/** `series`: of all cases that belong together. */
export type FlowScope = 'case' | 'series'
export const trace = (id: string, policy: T.Policy, scope: FlowScope, signal?: AbortSignal): Promise<T.Trace> =>
  get(`${caseAt(id)}/trace`, { policy, scope }, signal)
export const meetings = (id: string, policy: T.Policy, signal?: AbortSignal): Promise<T.Meetings> =>
  get(`${caseAt(id)}/converge`, { policy }, signal)
export const origin = (id: string, params: Params, signal?: AbortSignal): Promise<T.Origin> =>
  get(`${caseAt(id)}/origin`, params, signal)
export const reach = (params: Params, signal?: AbortSignal): Promise<T.Reach> =>
  get('/graph/reach', params, signal)
export const flowPath = (params: Params, signal?: AbortSignal): Promise<T.FlowPath> =>
  get('/graph/path', params, signal)
export const neighbourhood = (params: Params, signal?: AbortSignal): Promise<T.Neighbourhood> =>
  get('/graph/neighbourhood', params, signal)
export const timeline = (
  id: string,
  kinds: readonly string[],
  cursor: string,
  signal?: AbortSignal,
): Promise<T.Timeline> => get(`${caseAt(id)}/timeline`, { kind: kinds.join(','), cursor }, signal)

export const caseSeries = (id: string, signal?: AbortSignal): Promise<T.CaseSeries> =>
  get(`${caseAt(id)}/series`, {}, signal)
export const seriesList = (params: Params, signal?: AbortSignal): Promise<T.Page<T.SeriesRow>> =>
  get('/series', params, signal)
export const noteTrait = (id: string, kind: T.TraitKind, text: string, key: string): Promise<object> =>
  post(`${caseAt(id)}/traits`, { kind, text }, key)
export const linkCases = (
  id: string,
  word: T.LinkWord,
  other: string,
  reason: string,
  key: string,
): Promise<object> =>
  post(`${caseAt(id)}/links${word === 'link' ? '' : '/decline'}`, { case: other, reason }, key)
export const undoLink = (id: string, reason: string, key: string): Promise<object> =>
  post(`/links/${encodeURIComponent(id)}/undo`, { reason }, key)

export const comments = (id: string, signal?: AbortSignal): Promise<T.Page<T.CaseComment>> =>
  get(`${caseAt(id)}/comments`, { limit: 200 }, signal)
export const comment = (id: string, text: string, key: string): Promise<object> =>
  post(`${caseAt(id)}/comments`, { text }, key)
export const openTask = (id: string, input: T.TaskInput, key: string): Promise<object> =>
  post(`${caseAt(id)}/tasks`, input, key)
export const assignTasks = (input: T.AssignInput, key: string): Promise<object> =>
  post('/tasks/assign', input, key)
export const workload = (signal?: AbortSignal): Promise<{ items: T.Workload[] }> =>
  get('/workload', {}, signal)
export const filters = (signal?: AbortSignal): Promise<{ items: T.SavedFilter[] }> =>
  get('/filters', {}, signal)
export const saveFilter = (filter: T.SavedFilter, key: string): Promise<object> =>
  post('/filters', filter, key)
export const dropFilter = (page: string, name: string, key: string): Promise<object> =>
  post('/filters/drop', { page, name }, key)
export const draftStop = (
  id: string,
  stop: { account: string; amount_fen?: number; reason: string },
  key: string,
): Promise<{ order: string }> => post(`${caseAt(id)}/stops`, stop, key)
export const authoriseCascade = (
  id: string,
  bounds: { hops_max: number; amount_max_fen: number; minutes: number; accounts_max: number },
  key: string,
): Promise<object> => post(`${caseAt(id)}/cascade`, bounds, key)

export const namePayee = (
  id: string,
  index: number,
  input: T.PayeeInput,
  key: string,
): Promise<T.ReportAnswer> => patch(`${caseAt(id)}/losses/${index}`, input, key)
export const completeVictim = (id: string, input: T.VictimInput, key: string): Promise<object> =>
  patch(`${caseAt(id)}/victim`, input, key)
export const closeCase = (id: string, input: T.CloseInput, key: string): Promise<object> =>
  post(`${caseAt(id)}/close`, input, key)
export const reopenCase = (id: string, reason: string, key: string): Promise<object> =>
  post(`${caseAt(id)}/reopen`, { reason }, key)

export const erasures = (signal?: AbortSignal): Promise<T.ErasurePage> =>
  get('/erasures', { limit: 200 }, signal)
export type ErasureStep = 'request' | 'confirm' | 'decline'
export const erasure = (
  id: string,
  step: ErasureStep,
  reason: string,
  key: string,
): Promise<object> =>
  post(`${caseAt(id)}/erasure${step === 'request' ? '' : `/${step}`}`, { reason }, key)

export const orders = (filter: Params, signal?: AbortSignal): Promise<T.OrderPage> =>
  get('/orders', filter, signal)
export const order = (id: string, signal?: AbortSignal): Promise<T.Order> =>
  get(`/orders/${encodeURIComponent(id)}`, {}, signal)
export type OrderAction = 'approve' | 'reject' | 'release' | 'correct'
export const actOnOrder = (
  id: string,
  action: OrderAction,
  reason: string,
  key: string,
): Promise<object> => post(`/orders/${encodeURIComponent(id)}/${action}`, { reason }, key)

export const fileCase = (id: string, input: T.FilingInput, key: string): Promise<object> =>
  post(`${caseAt(id)}/filing`, input, key)
export const reviewTruth = (
  id: string,
  verdict: T.Verdict,
  reason: string,
  key: string,
): Promise<object> => post(`${caseAt(id)}/truth`, { verdict, reason }, key)
export const studyCase = (id: string, input: T.StudyInput, key: string): Promise<object> =>
  post(`${caseAt(id)}/study`, input, key)
export const recordInquiry = (id: string, work: string, key: string): Promise<object> =>
  post(`${caseAt(id)}/inquiries`, { work }, key)
export const recordResult = (id: string, kind: T.ResultKind, text: string, key: string): Promise<object> =>
  post(`${caseAt(id)}/result`, { kind, text }, key)
export const draftFreeze = (
  id: string,
  input: T.FreezeInput,
  key: string,
): Promise<{ order: string }> => post(`${caseAt(id)}/freezes`, input, key)
const orderAt = (id: string): string => `/orders/${encodeURIComponent(id)}`
export const renewFreeze = (
  id: string,
  input: T.RenewalInput,
  key: string,
): Promise<{ order: string }> => post(`${orderAt(id)}/renew`, input, key)
export const unfreeze = (
  id: string,
  input: { document: string; second: string; reason: string },
  key: string,
): Promise<{ order: string }> => post(`${orderAt(id)}/unfreeze`, input, key)
export const screenFreeze = (
  id: string,
  finding: T.Finding,
  reason: string,
  key: string,
): Promise<object> => post(`${orderAt(id)}/screen`, { finding, reason }, key)
export const extendStop = (id: string, reason: string, key: string): Promise<{ order: string }> =>
  post(`${orderAt(id)}/extend`, { reason }, key)
export const draftProtectiveStop = (
  id: string,
  input: T.ProtectiveStopInput,
  key: string,
): Promise<{ order: string }> => post(`${caseAt(id)}/protective-stops`, input, key)
export const revokeProtection = (id: string, reason: string, key: string): Promise<object> =>
  post(`${orderAt(id)}/revoke`, { reason }, key)
export const requestEvidence = (
  id: string,
  input: T.EvidenceInput,
  key: string,
): Promise<{ order: string }> => post(`${caseAt(id)}/evidence`, input, key)
export const returnFunds = (
  id: string,
  input: T.ReturnInput,
  key: string,
): Promise<{ order: string }> => post(`${orderAt(id)}/return`, input, key)
export const restrictMark = (
  id: string,
  input: T.RestrictionInput,
  key: string,
): Promise<{ order: string }> => post(`${caseAt(id)}/restrictions`, input, key)
export const liftRestriction = (
  id: string,
  input: { second: string; reason: string },
  key: string,
): Promise<{ order: string }> => post(`${orderAt(id)}/lift`, input, key)
export const speakOrder = (id: string, input: T.SpokenInput, key: string): Promise<object> =>
  post(`${orderAt(id)}/spoken`, input, key)
export const spokenAnswer = (id: string, input: T.SpokenAnswerInput, key: string): Promise<object> =>
  post(`${orderAt(id)}/spoken-answer`, input, key)
export const withdrawFiling = (id: string, input: T.WithdrawalInput, key: string): Promise<object> =>
  post(`${caseAt(id)}/filing/withdraw`, input, key)
export const supplyPaper = (id: string, document: string, key: string): Promise<object> =>
  post(`${orderAt(id)}/paper`, { document }, key)

export const deadLetters = (filter: Params, signal?: AbortSignal): Promise<T.OrderPage> =>
  get('/dead-letters', filter, signal)
export const requeueOrder = (
  id: string,
  channel: string,
  reason: string,
  key: string,
): Promise<object> =>
  post(`${orderAt(id)}/requeue`, channel === '' ? { reason } : { channel, reason }, key)
export const giveUpOrder = (id: string, reason: string, key: string): Promise<object> =>
  post(`${orderAt(id)}/give-up`, { reason }, key)
export const assistedOrders = (signal?: AbortSignal): Promise<T.OrderPage> =>
  get('/assisted/orders', { limit: 500 }, signal)
export const orderFields = (id: string, reason: string, key: string): Promise<T.CopyFields> =>
  post(`${orderAt(id)}/fields`, { reason }, key)
export const orderEntered = (id: string, platform_number: string, key: string): Promise<object> =>
  post(`${orderAt(id)}/entered`, { platform_number }, key)
export const assistedBatch = (
  orders: string[],
  reason: string,
  key: string,
): Promise<T.AssistedBatch> => post('/assisted/batches', { orders, reason }, key)
export const assistedResults = (file: Blob, isTrial: boolean): Promise<T.AssistedResults> =>
  postBytes(withQuery('/assisted/results', { check: isTrial ? 1 : undefined }), file)
export const partnerScores = (days: number, signal?: AbortSignal): Promise<T.PartnerScores> =>
  get('/partner-scores', { from: new Date(Date.now() - days * 86_400_000).toISOString() }, signal)
export const papers = (id: string, signal?: AbortSignal): Promise<T.Papers> =>
  get(`${orderAt(id)}/papers`, {}, signal)
export const issuePaper = (id: string, kind: T.PaperKind, key: string): Promise<{ paper: string }> =>
  post(`${orderAt(id)}/papers`, { kind }, key)
/** Opened by the browser itself; who opens it is put on record. */
export const paperAddress = (order: string, paper: string): string =>
  `/api/v1${orderAt(order)}/papers/${encodeURIComponent(paper)}`
export const analyseText = (text: string, report: string, signal?: AbortSignal): Promise<T.TextAnswer> =>
  ask('/text/analyse', { text, report }, signal)
export const advise = (text: string): Promise<T.Advice> => ask('/public/advice', { text })
export const guides = (signal?: AbortSignal): Promise<{ items: T.Guide[] }> =>
  get('/public/guides', {}, signal)
export const posterAddress = (type: string, size: 'a4' | 'a3', lang: string): string =>
  `/api/v1/public/guides/${encodeURIComponent(type)}/poster?size=${size}&lang=${lang}`
export const checkPaper = (code: string, signal?: AbortSignal): Promise<T.PaperCheck> =>
  get(`/public/papers/${encodeURIComponent(code)}`, {}, signal)
export const holderNotice = (code: string, signal?: AbortSignal): Promise<T.HolderNotice> =>
  get(`/public/notices/${encodeURIComponent(code)}`, {}, signal)
export const fileObjection = (
  code: string,
  input: T.ObjectionInput,
  key: string,
): Promise<T.ObjectionTaken> =>
  post(`/public/notices/${encodeURIComponent(code)}/objections`, input, key)
export const objections = (state: string, signal?: AbortSignal): Promise<T.ObjectionPage> =>
  get('/objections', { state, limit: 200 }, signal)
export const answerObjection = (id: string, input: T.AnswerInput, key: string): Promise<object> =>
  post(`/objections/${encodeURIComponent(id)}/answer`, input, key)
export const holderSigns = (id: string, account: string, signal?: AbortSignal): Promise<T.HolderSigns> =>
  get(`${caseAt(id)}/accounts/${encodeURIComponent(account)}/holder`, {}, signal)

export const screenings = (params: Params, signal?: AbortSignal): Promise<T.ScreeningPage> =>
  get('/screenings', params, signal)
export const scorings = (signal?: AbortSignal): Promise<T.Scorings> => get('/scorings', {}, signal)
export const scoringsRecord = (filter: Params, signal?: AbortSignal): Promise<T.ScoringsRecord> => get('/scorings-record', filter, signal)
export const proposeScoring = (input: T.ScoringInput, key: string): Promise<{ scoring: string }> =>
  post('/scorings', input, key)
export const calls = (filter: { case?: string; warning?: string }, signal?: AbortSignal): Promise<T.Calls> => get('/calls', filter, signal)
export const takeExtension = (extension: string, key: string): Promise<object> => post('/me/extension', { extension }, key)
export const fileCall = (id: string, about: { case?: string; warning?: string }, key: string): Promise<object> =>
  post(`/calls/${encodeURIComponent(id)}/file`, about, key)
export const dialCall = (about: { case?: string; warning?: string }, key: string): Promise<object> => post('/calls', about, key)
export type OnboardingStep = 'propose' | 'confirm' | 'roll_back'
const onboarding_paths: { readonly [s in OnboardingStep]: string } = { propose: 'propose-live', confirm: 'confirm-live', roll_back: 'roll-back' }
export const moveOnboarding = (code: string, step: OnboardingStep, reason: string, report: string, key: string): Promise<object> =>
  post(`/institutions/${encodeURIComponent(code)}/${onboarding_paths[step]}`, step === 'propose' ? { report, reason } : { reason }, key)
export type ScoringAct = 'activate' | 'withdraw'
export const actOnScoring = (id: string, act: ScoringAct, reason: string, key: string): Promise<object> =>
  post(`/scorings/${encodeURIComponent(id)}/${act}`, { reason }, key)
export const suspects = (signal?: AbortSignal): Promise<T.Suspects> => get('/findings', {}, signal)
export const suspectRing = (account: string, signal?: AbortSignal): Promise<T.SuspectRing> =>
  get(`/findings/${encodeURIComponent(account)}/ring`, {}, signal)

export const approvals = (signal?: AbortSignal): Promise<T.Approvals> =>
  get('/approvals', {}, signal)
export const approveSeveral = (orders: string[], reason: string, key: string): Promise<object> =>
  post('/approvals/approve', { orders, reason }, key)
export const signSeveral = (orders: string[], reason: string, key: string): Promise<object> =>
  post('/approvals/sign', { orders, reason }, key)
export const colleagues = (signal?: AbortSignal): Promise<{ items: T.Colleague[] }> =>
  get('/colleagues', {}, signal)
export const delegations = (signal?: AbortSignal): Promise<{ items: T.Delegation[] }> =>
  get('/delegations', {}, signal)
export const delegateDuty = (
  input: { to: string; until: string; reason: string },
  key: string,
): Promise<{ delegation: string }> => post('/delegations', input, key)
export const endDelegation = (id: string, key: string): Promise<object> =>
  post(`/delegations/${encodeURIComponent(id)}/end`, {}, key)

export const partnerOrders = (signal?: AbortSignal): Promise<T.PartnerOrders> =>
  get('/partner/orders', { open: 1 }, signal)
export const acknowledgeOrder = (id: string, bank_number: string, key: string): Promise<object> =>
  post(`/partner/orders/${encodeURIComponent(id)}/ack`, { bank_number }, key)
export const replyToOrder = (reply: T.PartnerReply, key: string): Promise<object> =>
  post('/partner/replies', reply, key)

export const tasks = (filter: Params, signal?: AbortSignal): Promise<T.Page<T.Task>> =>
  get('/tasks', filter, signal)
export const finishTask = (id: string, note: string, key: string): Promise<object> =>
  post(`/tasks/${encodeURIComponent(id)}/done`, { note }, key)
export const alarms = (signal?: AbortSignal): Promise<{ items: T.Alarm[] }> =>
  get('/alarms', {}, signal)
export const acknowledgeAlarm = (id: string): Promise<object> =>
  post(`/alarms/${encodeURIComponent(id)}/acknowledge`, {})

export const reveal = (input: T.RevealInput): Promise<T.Revealed> => post('/reveal', input)
export const reveals = (signal?: AbortSignal): Promise<{ items: T.RevealRow[] }> =>
  get('/reveals', {}, signal)
export const search = (q: string, signal?: AbortSignal): Promise<{ items: T.SearchHit[] }> =>
  get('/search', { q }, signal)

export const users = (signal?: AbortSignal): Promise<{ items: T.UserRow[] }> =>
  get('/users', {}, signal)
export const addUser = (user: T.UserInput): Promise<object> => post('/users', user)
export const disableUser = (name: string): Promise<object> =>
  post(`/users/${encodeURIComponent(name)}/disable`, {})
export const addApiKey = (key: {
  name: string
  role: T.Role
  institution: string | null
}): Promise<{ key: string }> => post('/api-keys', key)

/** How a file is to be read: what its columns mean by hand, and in which encoding. */
export interface ReadAs {
  /** Heading to field; an empty field passes the column over. */
  readonly columns: ReadonlyMap<string, T.TransferField | ''>
  readonly encoding: string
}
const content_types: { readonly [f in T.FileFormat]: string } = {
  csv: 'text/csv',
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  pacs008: 'application/xml',
}
function readQuery(as: ReadAs): URLSearchParams {
  const query = new URLSearchParams()
  for (const [heading, field] of as.columns) query.append('map', `${heading}=${field}`)
  if (as.encoding !== '') query.set('encoding', as.encoding)
  return query
}
export const previewTransfers = (
  beginning: Blob,
  isPartial: boolean,
  as: ReadAs,
  signal?: AbortSignal,
): Promise<T.TransfersPreview> => {
  const query = readQuery(as)
  if (isPartial) query.set('partial', '1')
  return postBytes(`/transfers/preview?${query}`, beginning, signal)
}
export interface TakeAs extends ReadAs {
  readonly format: T.FileFormat
  readonly isStrict: boolean
  readonly institution: string
}
export const takeTransfers = (
  file: Blob,
  as: TakeAs,
  refusalsMax: number,
  onSent: (bytes: number) => void,
): Upload<T.TransfersAnswer> => {
  const query = as.format === 'csv' ? readQuery(as) : new URLSearchParams()
  if (as.isStrict) query.set('strict', '1')
  if (as.institution !== '') query.set('institution', as.institution)
  query.set('refusals', String(refusalsMax))
  return upload(`/transfers?${query}`, file, content_types[as.format], onSent)
}

export const streamAddress = (): string =>
  `/api/v1${withQuery('/stream', { min_seq: newestSeq() || undefined })}`

const warningAt = (id: string): string => `/warnings/${encodeURIComponent(id)}`
export const warnings = (filter: Params, signal?: AbortSignal): Promise<T.WarningPage> =>
  get('/warnings', { limit: 200, ...filter }, signal)
export const warning = (id: string, signal?: AbortSignal): Promise<T.Warning> => get(warningAt(id), {}, signal)
export const warningTerms = (signal?: AbortSignal): Promise<T.WarningTerms> => get('/warning-terms', {}, signal)
export const warningsEffect = (filter: Params, signal?: AbortSignal): Promise<T.WarningsEffect> =>
  get('/warnings-effect', filter, signal)
export const takeStep = (id: string, input: T.StepInput, key: string): Promise<object> =>
  post(`${warningAt(id)}/steps`, input, key)
export const concludeWarning = (id: string, input: T.OutcomeInput, key: string): Promise<object> =>
  post(`${warningAt(id)}/outcome`, input, key)
export const placeWarning = (id: string, input: { area?: string; street?: string }, key: string): Promise<object> =>
  post(`${warningAt(id)}/place`, input, key)
export const findPlace = (area: string, signal?: AbortSignal): Promise<T.FoundPlace> => ask('/warnings-place', { area }, signal)
export const warningsBoard = (day: string, signal?: AbortSignal): Promise<T.WarningsBoard> =>
  get('/warnings-board', day === '' ? {} : { day }, signal)
export const assignWarning = (id: string, input: { unit: string; reason: string }, key: string): Promise<object> =>
  post(`${warningAt(id)}/unit`, input, key)
export const nameWarned = (id: string, input: { name: string; phone: string }, key: string): Promise<object> =>
  post(`${warningAt(id)}/person`, input, key)
