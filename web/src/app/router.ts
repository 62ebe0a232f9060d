// Where each screen lives. The address holds filters, tab and selection, behind the hash so that the
// server needs no rule for pages.
import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router'
import type { Role } from '@/api/types'
import { hasRole, isPublicSite, resume, watchSession } from '@/query/session'

const desk: Role[] = ['officer', 'investigator', 'admin']
const justice: Role[] = ['procurator', 'court']
/** A bank sees the orders that are addressed to it, prosecution and courts what was sent to them. */
const home = (): string => (hasRole(...desk) ? '/cases' : hasRole(...justice) ? '/handovers' : '/portal')

declare module 'vue-router' {
  interface RouteMeta {
    readonly roles?: readonly Role[]
    readonly isPublic?: boolean
    /** Has a frame of its own: made for a phone. */
    readonly isBare?: boolean
  }
}

const routes: RouteRecordRaw[] = [
  { path: '/login', name: 'login', component: () => import('@/feature/login/LoginPage.vue'), meta: { isPublic: true } },
  { path: '/ask', name: 'ask', component: () => import('@/feature/public/AskPage.vue'), meta: { isPublic: true } },
  { path: '/guides', name: 'guides', component: () => import('@/feature/public/GuidesPage.vue'), meta: { isPublic: true } },
  { path: '/guides/:type', name: 'guide', component: () => import('@/feature/public/GuidePage.vue'), meta: { isPublic: true } },
  { path: '/check/:code?', name: 'check', component: () => import('@/feature/public/CheckPage.vue'), meta: { isPublic: true } },
  { path: '/notice/:code', name: 'notice', component: () => import('@/feature/public/NoticePage.vue'), meta: { isPublic: true } },
  { path: '/tell/:code?', name: 'tell', component: () => import('@/feature/public/TellPage.vue'), meta: { isPublic: true } },
  { path: '/quiz/:code', name: 'quiz', component: () => import('@/feature/public/QuizPage.vue'), meta: { isPublic: true } },
  { path: '/return/:code?', name: 'return', component: () => import('@/feature/public/ReturnPage.vue'), meta: { isPublic: true } },
  { path: '/return-notices', name: 'return-notices', component: () => import('@/feature/public/ReturnNoticesPage.vue'), meta: { isPublic: true } },
  { path: '/', redirect: () => home() },
  { path: '/intake', name: 'intake', component: () => import('@/feature/intake/IntakePage.vue'), meta: { roles: ['officer', 'investigator'] } },
  { path: '/cases', name: 'cases', component: () => import('@/feature/cases/CasesPage.vue'), meta: { roles: desk } },
  { path: '/reviews', name: 'reviews', component: () => import('@/feature/cases/ReviewsPage.vue'), meta: { roles: desk } },
  { path: '/cases/:id', name: 'case', component: () => import('@/feature/case/CasePage.vue'), meta: { roles: desk } },
  { path: '/portal', name: 'portal', component: () => import('@/feature/portal/PortalPage.vue'), meta: { roles: ['bank'] } },
  { path: '/orders', name: 'orders', component: () => import('@/feature/orders/OrdersPage.vue'), meta: { roles: [...desk, 'bank'] } },
  { path: '/workbench', name: 'workbench', component: () => import('@/feature/workbench/WorkbenchPage.vue'), meta: { roles: desk } },
  { path: '/series', name: 'series', component: () => import('@/feature/series/SeriesPage.vue'), meta: { roles: desk } },
  { path: '/tasks', name: 'tasks', component: () => import('@/feature/tasks/TasksPage.vue'), meta: { roles: desk } },
  { path: '/approvals', name: 'approvals', component: () => import('@/feature/approvals/ApprovalsPage.vue'), meta: { roles: ['officer', 'investigator'] } },
  { path: '/partners', name: 'partners', component: () => import('@/feature/partners/PartnersPage.vue'), meta: { roles: desk } },
  { path: '/objections', name: 'objections', component: () => import('@/feature/objections/ObjectionsPage.vue'), meta: { roles: desk } },
  { path: '/applications', name: 'applications', component: () => import('@/feature/applications/ApplicationsPage.vue'), meta: { roles: desk } },
  { path: '/tips', name: 'tips', component: () => import('@/feature/tips/TipsPage.vue'), meta: { roles: desk } },
  { path: '/tips/rewards', name: 'tip-rewards', component: () => import('@/feature/tips/RewardsPage.vue'), meta: { roles: desk } },
  { path: '/tips/:id', name: 'tip', component: () => import('@/feature/tips/TipPage.vue'), meta: { roles: desk } },
  { path: '/handovers/:id?', name: 'handovers', component: () => import('@/feature/justice/HandoversPage.vue'), meta: { roles: [...desk, ...justice] } },
  { path: '/warnings', name: 'warnings', component: () => import('@/feature/warnings/WarningsPage.vue'), meta: { roles: desk } },
  { path: '/warnings/board', name: 'warning-board', component: () => import('@/feature/warnings/BoardPage.vue'), meta: { roles: desk } },
  { path: '/warnings/effect', name: 'effect', component: () => import('@/feature/warnings/EffectPage.vue'), meta: { roles: desk } },
  { path: '/visits/:id?', name: 'visits', component: () => import('@/feature/warnings/VisitsPage.vue'), meta: { roles: ['officer', 'investigator'], isBare: true } },
  { path: '/outreach', name: 'outreach', component: () => import('@/feature/outreach/OutreachPage.vue'), meta: { roles: desk } },
  { path: '/persons', name: 'persons', component: () => import('@/feature/persons/PersonsPage.vue'), meta: { roles: desk } },
  { path: '/persons/figures', name: 'person-figures', component: () => import('@/feature/persons/FiguresPage.vue'), meta: { roles: desk } },
  { path: '/persons/leads', name: 'leads', component: () => import('@/feature/persons/LeadsPage.vue'), meta: { roles: desk } },
  { path: '/persons/:id', name: 'person', component: () => import('@/feature/persons/PersonPage.vue'), meta: { roles: desk } },
  { path: '/screening', name: 'screening', component: () => import('@/feature/screening/ScreeningPage.vue'), meta: { roles: desk } },
  { path: '/feeds', name: 'feeds', component: () => import('@/feature/feeds/FeedsPage.vue'), meta: { roles: desk } },
  { path: '/feeds/import', name: 'import', component: () => import('@/feature/feeds/ImportPage.vue'), meta: { roles: ['admin', 'investigator'] } },
  { path: '/handover', name: 'handover', component: () => import('@/feature/handover/HandoverPage.vue'), meta: { roles: ['officer', 'investigator'] } },
  { path: '/alarms', name: 'alarms', component: () => import('@/feature/alarms/AlarmsPage.vue'), meta: { roles: desk } },
  { path: '/admin', name: 'admin', component: () => import('@/feature/admin/AdminPage.vue'), meta: { roles: ['admin'] } },
  { path: '/audit', name: 'audit', component: () => import('@/feature/audit/AuditPage.vue'), meta: { roles: ['admin', 'investigator'] } },
  { path: '/:rest(.*)*', redirect: () => home() },
]

export const router = createRouter({ history: createWebHashHistory(), routes })

router.beforeEach(async (to) => {
  if (to.meta.isPublic === true) return true
  if (!(await resume())) return isPublicSite() ? { name: 'ask' } : { name: 'login', query: { to: to.fullPath } }
  const roles = to.meta.roles
  return roles === undefined || hasRole(...roles) ? true : home()
})

watchSession(() => {
  void router.push({ name: 'login', query: { to: router.currentRoute.value.fullPath } })
})
