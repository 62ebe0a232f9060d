// What the steps, results and sources of a warning are called. Grades and outcomes are rules: the server
// names them.
import type { NoticeState, StepResult, Warning, WarningSourceKind, WarningState, WarningStep } from '@/api/types'
import type { StateWord, Tone, Word } from './words'

export const step_words: { readonly [s in WarningStep]: Word } = {
  sign_off: { zh: '签收', en: 'Sign for' },
  dispatch: { zh: '派警', en: 'Officer sent' },
  sms: { zh: '短信', en: 'SMS' },
  call: { zh: '电话', en: 'Call' },
  visit: { zh: '见面', en: 'Visit' },
  identity: { zh: '核实身份', en: 'Identity' },
  outcome: { zh: '反馈结果', en: 'Outcome' },
  back_check: { zh: '回访', en: 'Back-check' },
}
export const result_words: { readonly [r in StepResult]: Word } = {
  done: { zh: '已办', en: 'Done' },
  delivered: { zh: '已送达', en: 'Delivered' },
  answered: { zh: '已接通', en: 'Answered' },
  no_answer: { zh: '无人接听', en: 'No answer' },
  hung_up: { zh: '挂断', en: 'Hung up' },
  met: { zh: '见到本人', en: 'Met' },
  absent: { zh: '不在', en: 'Not in' },
  verified: { zh: '身份相符', en: 'Verified' },
  mismatched: { zh: '不是本人', en: 'Somebody else' },
  held: { zh: '仍稳定', en: 'Still convinced' },
  relapsed: { zh: '又要付款', en: 'Relapsed' },
  failed: { zh: '未送达', en: 'Failed' },
}
/** What may be said of a step, in the order in which it is offered. */
export const results_of: { readonly [s in WarningStep]: readonly StepResult[] } = {
  sign_off: ['done'],
  dispatch: ['done'],
  sms: ['delivered', 'failed'],
  call: ['answered', 'no_answer', 'hung_up'],
  visit: ['met', 'absent'],
  identity: ['verified', 'mismatched'],
  outcome: [],
  back_check: ['held', 'no_answer', 'relapsed'],
}
export const notice_words: { readonly [s in NoticeState]: StateWord } = {
  waiting: { zh: '待发', en: 'Waiting', tone: 'waiting', sign: 'wait' },
  sent: { zh: '已发出', en: 'Sent', tone: 'waiting', sign: 'send' },
  delivered: { zh: '已送达', en: 'Delivered', tone: 'held', sign: 'check' },
  answered: { zh: '已接通', en: 'Answered', tone: 'held', sign: 'check' },
  no_answer: { zh: '无人接听', en: 'No answer', tone: 'running', sign: 'cross' },
  hung_up: { zh: '挂断', en: 'Hung up', tone: 'running', sign: 'cross' },
  failed: { zh: '未送达', en: 'Failed', tone: 'running', sign: 'cross' },
}
export const source_words: { readonly [s in WarningSourceKind]: Word } = {
  screening: { zh: '付款筛查', en: 'Screening' },
  pattern: { zh: '资金特征', en: 'Pattern' },
  text: { zh: '话术文字', en: 'Text' },
  call: { zh: '来电', en: 'Call' },
  branch: { zh: '网点求助', en: 'Bank counter' },
  partner: { zh: '机构线索', en: "Partner's lead" },
  officer: { zh: '民警', en: 'Officer' },
}
export const warning_words: { readonly [s in WarningState]: StateWord } = {
  open: { zh: '处置中', en: 'Open', tone: 'waiting', sign: 'wait' },
  settled: { zh: '待回访', en: 'To check back', tone: 'held', sign: 'check' },
  finished: { zh: '已办结', en: 'Finished', tone: 'done', sign: 'dot' },
  merged: { zh: '已并入', en: 'Merged', tone: 'done', sign: 'dot' },
}

/** A grade's name comes from the rules; how loud it is, from its place among them. */
export function gradeWord(grade: string, rank: number): StateWord {
  const tone: Tone = rank === 0 ? 'running' : rank === 1 ? 'waiting' : rank === 2 ? 'info' : 'done'
  return { zh: grade, en: grade, tone, sign: rank <= 1 ? 'warn' : 'dot' }
}

/** The next thing to do: the first step of the loop that may be taken and was not done in this round. */
export function nextStep(warning: Warning): WarningStep | null {
  const order: readonly WarningStep[] = ['sign_off', 'dispatch', 'call', 'visit', 'identity', 'outcome', 'back_check']
  const runs = (step: WarningStep): boolean => warning.clocks.some((clock) => clock.step === step && clock.stopped === null)
  return order.find((step) => warning.acts.includes(step) && (runs(step) || step === 'sign_off')) ?? null
}
