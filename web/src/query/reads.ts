// What screens read, each with the events that make it stale.
import { computed, type ComputedRef } from 'vue'
import * as api from '@/api/endpoints'
import type { Params } from '@/api/client'
import type * as T from '@/api/types'
import {
  fromBothSides,
  fromMeetings,
  fromNeighbourhood,
  fromOrigin,
  fromPath,
  fromReach,
  type ExploreAnswer,
  type ExploreKind,
} from '@/model/explore'
import { useResource, type Resource } from './resource'
import { user } from './session'

const ofCase = (id: () => string) => (event: T.StreamEvent) => event.case === id()

export const useCases = (filter: () => Params): Resource<T.CasePage> =>
  useResource((signal) => api.cases(filter(), signal), {
    topics: ['case'],
    key: () => JSON.stringify(filter()),
  })

export const useCase = (id: () => string): Resource<T.CaseDetail> =>
  useResource((signal) => api.caseDetail(id(), signal), {
    topics: ['case', 'order', 'account', 'feed'],
    matters: (event) => event.topic === 'feed' || ofCase(id)(event),
    key: id,
  })

export const useCaseAccounts = (id: () => string): Resource<T.CaseAccounts> =>
  useResource((signal) => api.caseAccounts(id(), signal), {
    topics: ['case', 'order', 'account'],
    matters: ofCase(id),
    key: id,
  })

export const useTrace = (
  id: () => string,
  policy: () => T.Policy,
  scope: () => api.FlowScope,
): Resource<T.Trace> =>
  useResource((signal) => api.trace(id(), policy(), scope(), signal), {
    topics: ['case', 'account'],
    matters: ofCase(id),
    key: () => `${id()} ${policy()} ${scope()}`,
  })

export const useCaseSeries = (id: () => string): Resource<T.CaseSeries> =>
  useResource((signal) => api.caseSeries(id(), signal), { topics: ['case', 'series'], key: id })
export const useSeriesList = (params: () => Params): Resource<T.Page<T.SeriesRow>> =>
  useResource((signal) => api.seriesList(params(), signal), {
    topics: ['series'],
    key: () => JSON.stringify(params()),
  })
export const useComments = (id: () => string): Resource<T.Page<T.CaseComment>> =>
  useResource((signal) => api.comments(id(), signal), { topics: ['comment'], key: id })
export const useWorkload = (): Resource<{ items: T.Workload[] }> =>
  useResource((signal) => api.workload(signal), { topics: ['task'] })
export const useFilters = (): Resource<{ items: T.SavedFilter[] }> =>
  useResource((signal) => api.filters(signal))

/** What is asked of the fund graph; null while the question is not complete. */
export interface ExploreQuestion {
  readonly kind: ExploreKind
  readonly case: string
  readonly policy: T.Policy
  readonly account: string
  readonly to: string
  readonly at: string
  readonly window: string
  readonly hops: number
  readonly min_amount_fen: number
}
async function explore(q: ExploreQuestion, signal: AbortSignal): Promise<ExploreAnswer> {
  const { account, at, window, hops, min_amount_fen } = q
  switch (q.kind) {
    case 'reach_out':
      return fromReach(await api.reach({ account, at, window, hops, min_amount_fen, direction: 'forward' }, signal))
    case 'reach_in':
      return fromReach(await api.reach({ account, at, window, hops, min_amount_fen, direction: 'backward' }, signal))
    case 'paid_to':
      return fromNeighbourhood(await api.neighbourhood({ account, min_amount_fen, direction: 'forward' }, signal))
    case 'paid_by':
      return fromNeighbourhood(await api.neighbourhood({ account, min_amount_fen, direction: 'backward' }, signal))
    case 'path':
      return fromPath(await api.flowPath({ from: account, to: q.to, at, window, hops, min_amount_fen }, signal))
    case 'converge':
      return fromMeetings(await api.meetings(q.case, q.policy, signal))
    case 'origin':
      return fromOrigin(await api.origin(q.case, { account, at, window, hops, policy: q.policy }, signal))
  }
}
export const useExplore = (question: () => ExploreQuestion | null): Resource<ExploreAnswer | null> =>
  useResource(
    async (signal) => {
      const asked = question()
      return asked === null ? null : explore(asked, signal)
    },
    { topics: ['case', 'account'], key: () => JSON.stringify(question()) },
  )

/** The whole timeline: its pages are followed to the end, at most `pages_max` of them. */
const pages_max = 20
export const useTimeline = (id: () => string, kinds: () => readonly string[]): Resource<T.Timeline> =>
  useResource(
    async (signal) => {
      const items: T.TimelineItem[] = []
      let cursor = ''
      for (let page = 0; page < pages_max; ++page) {
        const answer = await api.timeline(id(), kinds(), cursor, signal)
        items.push(...answer.items)
        cursor = answer.next ?? ''
        if (cursor === '') break
      }
      return { items, next: cursor }
    },
    { topics: ['case', 'order', 'account', 'task'], matters: ofCase(id), key: () => `${id()} ${kinds().join()}` },
  )

export const useOrders = (filter: () => Params): Resource<T.OrderPage> =>
  useResource((signal) => api.orders(filter(), signal), {
    topics: ['order'],
    matters: (event) => {
      const wanted = filter()['case']
      return wanted === undefined || wanted === '' || event.case === wanted
    },
    key: () => JSON.stringify(filter()),
  })

/** What is addressed to the institution of who is signed in and not answered yet. */
export const usePartnerOrders = (): Resource<T.PartnerOrders> =>
  useResource((signal) => api.partnerOrders(signal), { topics: ['order'] })
export const useDeadLetters = (): Resource<T.OrderPage> =>
  useResource((signal) => api.deadLetters({ limit: 500 }, signal), { topics: ['order', 'alarm'] })
export const useOverdueFeedback = (): Resource<T.OrderPage> =>
  useResource((signal) => api.deadLetters({ limit: 500, feedback: 1 }, signal), {
    topics: ['order'],
  })
export const useAssistedOrders = (): Resource<T.OrderPage> =>
  useResource((signal) => api.assistedOrders(signal), { topics: ['order'] })
export const usePartnerScores = (days: () => number): Resource<T.PartnerScores> =>
  useResource((signal) => api.partnerScores(days(), signal), { key: () => String(days()) })
export const usePapers = (order: () => string): Resource<T.Papers> =>
  useResource((signal) => api.papers(order(), signal), {
    topics: ['order'],
    matters: (event) => event.id === order(),
    key: order,
  })
/** What the text engine says of a text that somebody is typing; null while there is too little of it. */
export const useTextAnalysis = (text: () => string, report: () => string): Resource<T.TextAnswer | null> =>
  useResource(async (signal) => (text().length < 8 ? null : api.analyseText(text(), report(), signal)), { key: text })
export const useGuides = (): Resource<{ items: T.Guide[] }> => useResource((signal) => api.guides(signal))
/** Null while no code was given. */
export const usePaperCheck = (code: () => string): Resource<T.PaperCheck | null> =>
  useResource(async (signal) => (code() === '' ? null : api.checkPaper(code(), signal)), { key: code })
export const useHolderNotice = (code: () => string): Resource<T.HolderNotice> =>
  useResource((signal) => api.holderNotice(code(), signal), { key: code })
export const useObjections = (state: () => string): Resource<T.ObjectionPage> =>
  useResource((signal) => api.objections(state(), signal), { topics: ['task', 'order'], key: state })
export const useScreenings = (decision: () => string): Resource<T.ScreeningPage> =>
  useResource((signal) => api.screenings({ decision: decision(), limit: 200 }, signal), { key: decision })
export const useScoringsRecord = (filter: () => Params): Resource<T.ScoringsRecord> =>
  useResource((signal) => api.scoringsRecord(filter(), signal), { key: () => JSON.stringify(filter()) })
export const useScorings = (): Resource<T.Scorings> => useResource((signal) => api.scorings(signal))
export const useSuspects = (): Resource<T.Suspects> => useResource((signal) => api.suspects(signal))
/** Null while no account is chosen. */
export const useSuspectRing = (account: () => string): Resource<T.SuspectRing | null> =>
  useResource(async (signal) => (account() === '' ? null : api.suspectRing(account(), signal)), { key: account })
/** Who paid the account and whom it paid; null while none is chosen. */
export const useBothSides = (account: () => string): Resource<ExploreAnswer | null> =>
  useResource(
    async (signal) => {
      if (account() === '') return null
      const ask = (direction: string): Promise<T.Neighbourhood> => api.neighbourhood({ account: account(), direction }, signal)
      const [paid_by, paid_to] = await Promise.all([ask('backward'), ask('forward')])
      return fromBothSides(paid_by, paid_to)
    },
    { key: account },
  )
/** Null while no account is chosen. */
export const useHolderSigns = (id: () => string, account: () => string): Resource<T.HolderSigns | null> =>
  useResource(async (signal) => (account() === '' ? null : api.holderSigns(id(), account(), signal)), {
    key: () => `${id()} ${account()}`,
  })

/** One's own calls, or those of a case or a warning. */
export const useCalls = (filter: () => { case?: string; warning?: string }): Resource<T.Calls> =>
  useResource((signal) => api.calls(filter(), signal), { topics: ['call'], key: () => JSON.stringify(filter()) })
export const useApprovals = (): Resource<T.Approvals> =>
  useResource((signal) => api.approvals(signal), { topics: ['order', 'case'] })
export const useColleagues = (): Resource<{ items: T.Colleague[] }> =>
  useResource((signal) => api.colleagues(signal))
/** Who may be the second officer of what the user draws up. */
export function useSecondOfficers(): ComputedRef<T.Colleague[]> {
  const people = useColleagues()
  return computed(() =>
    (people.data.value?.items ?? []).filter((p) => p.name !== user.value?.name && (p.role === 'officer' || p.role === 'investigator')),
  )
}
export const useDelegations = (): Resource<{ items: T.Delegation[] }> =>
  useResource((signal) => api.delegations(signal))

/** One order by its number; null while the address names none. */
export const useOrder = (id: () => string): Resource<T.Order | null> =>
  useResource(async (signal) => (id() === '' ? null : api.order(id(), signal)), {
    topics: ['order'],
    matters: (event) => event.id === id(),
    key: id,
  })

export const useTasks = (filter: () => Params): Resource<T.Page<T.Task>> =>
  useResource((signal) => api.tasks(filter(), signal), {
    topics: ['task'],
    key: () => JSON.stringify(filter()),
  })

export const useFeeds = (): Resource<T.Feeds> =>
  useResource((signal) => api.feeds(signal), { topics: ['feed'] })
export const useInstitutions = (): Resource<T.Institutions> =>
  useResource((signal) => api.institutions(signal), { topics: ['alarm', 'feed'] })
export const useAlarms = (): Resource<{ items: T.Alarm[] }> =>
  useResource((signal) => api.alarms(signal), { topics: ['alarm'] })
export const useRules = (): Resource<{ rules: T.Rule[]; codes: T.ResultCode[] }> =>
  useResource((signal) => api.rules(signal))
export const usePaymentWays = (): Resource<T.PaymentWays> =>
  useResource((signal) => api.paymentWays(signal))
export const useErasures = (): Resource<T.ErasurePage> =>
  useResource((signal) => api.erasures(signal), { topics: ['case'] })
export const useStats = (): Resource<T.Stats> =>
  useResource((signal) => api.stats(signal), { topics: ['stats', 'case', 'order'] })
export const useUsers = (): Resource<{ items: T.UserRow[] }> =>
  useResource((signal) => api.users(signal))
export const useReveals = (): Resource<{ items: T.RevealRow[] }> =>
  useResource((signal) => api.reveals(signal))

export const useWarnings = (filter: () => Params): Resource<T.WarningPage> =>
  useResource((signal) => api.warnings(filter(), signal), { topics: ['warning'], key: () => JSON.stringify(filter()) })
/** Null while none is chosen. */
export const useWarning = (id: () => string): Resource<T.Warning | null> =>
  useResource(async (signal) => (id() === '' ? null : api.warning(id(), signal)), {
    topics: ['warning'],
    matters: (event) => event.id === id(),
    key: id,
  })
export const useWarningTerms = (): Resource<T.WarningTerms> => useResource((signal) => api.warningTerms(signal))
export const useWarningsBoard = (day: () => string): Resource<T.WarningsBoard> =>
  useResource((signal) => api.warningsBoard(day(), signal), { topics: ['warning'], key: day })
/** What an address or area may mean; null while none is told. */
export const useFoundPlace = (area: () => string): Resource<T.FoundPlace | null> =>
  useResource(async (signal) => (area() === '' ? null : api.findPlace(area(), signal)), { key: area })
export const useWarningsEffect = (filter: () => Params): Resource<T.WarningsEffect> =>
  useResource((signal) => api.warningsEffect(filter(), signal), { key: () => JSON.stringify(filter()) })
