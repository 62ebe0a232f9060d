// What steps, measures, stages and clocks of persons dealt with are called. Roles and penalties are
// rules: the server names them.
import type {
  LeadRoll,
  Measure,
  PersonClockKind,
  PersonStage,
  PersonStepKind,
  Sentence,
  StepGround,
  Whereabouts,
} from '@/api/types'
import type { StateWord, Word } from './words'

export const person_step_words: { readonly [k in PersonStepKind]: Word } = {
  summoned: { zh: '传唤', en: 'Summons' },
  brought: { zh: '拘传', en: 'Brought in' },
  detained: { zh: '刑事拘留', en: 'Detention' },
  family_told: { zh: '通知家属', en: 'Family told' },
  interrogated: { zh: '讯问', en: 'Interrogation' },
  detention_extended: { zh: '延长提请批捕时间', en: 'Detention extended' },
  arrest_requested: { zh: '提请批准逮捕', en: 'Arrest requested' },
  arrest_approved: { zh: '批准逮捕', en: 'Arrest approved' },
  arrest_refused: { zh: '不批准逮捕', en: 'Arrest refused' },
  arrested: { zh: '执行逮捕', en: 'Arrest' },
  custody_extended: { zh: '延长侦查羁押期限', en: 'Custody extended' },
  bailed: { zh: '取保候审', en: 'Bail' },
  confined: { zh: '监视居住', en: 'Confinement at home' },
  released: { zh: '释放、解除', en: 'Release' },
  penalised: { zh: '行政处罚', en: 'Penalty' },
  penalty_done: { zh: '处罚执行完毕', en: 'Penalty carried out' },
  wanted: { zh: '上网追逃', en: 'Wanted' },
  persuaded: { zh: '劝返成功', en: 'Persuaded to return' },
  returned: { zh: '到案', en: 'Returned' },
  transferred: { zh: '移送审查起诉', en: 'To the prosecutors' },
  sent_back: { zh: '退回补充侦查', en: 'Sent back' },
  prosecuted: { zh: '提起公诉', en: 'Prosecuted' },
  not_prosecuted: { zh: '不起诉', en: 'Not prosecuted' },
  judged: { zh: '判决', en: 'Judgement' },
  dropped: { zh: '终止侦查', en: 'Dropped' },
}
export const measure_words: { readonly [m in Measure]: StateWord } = {
  none: { zh: '无措施', en: 'No measure', tone: 'info', sign: 'dot' },
  detained: { zh: '拘留中', en: 'Detained', tone: 'running', sign: 'lock' },
  arrested: { zh: '已逮捕', en: 'Arrested', tone: 'held', sign: 'lock' },
  bailed: { zh: '取保候审', en: 'On bail', tone: 'waiting', sign: 'wait' },
  confined: { zh: '监视居住', en: 'Confined', tone: 'waiting', sign: 'wait' },
}
export const held_word: StateWord = { zh: '传唤中', en: 'Summoned', tone: 'running', sign: 'lock' }
export const wanted_word: StateWord = { zh: '在逃', en: 'Wanted', tone: 'running', sign: 'run' }
export const stage_words: { readonly [s in PersonStage]: Word } = {
  investigated: { zh: '侦查', en: 'Investigated' },
  transferred: { zh: '审查起诉', en: 'With the prosecutors' },
  sent_back: { zh: '补充侦查', en: 'Sent back' },
  prosecuted: { zh: '已起诉', en: 'Prosecuted' },
  not_prosecuted: { zh: '不起诉', en: 'Not prosecuted' },
  judged: { zh: '已判决', en: 'Judged' },
  dropped: { zh: '终止侦查', en: 'Dropped' },
}
export const where_words: { readonly [w in Whereabouts | 'wanted']: Word } = {
  unknown: { zh: '去向不明', en: 'Whereabouts unknown' },
  at_home: { zh: '境内', en: 'At home' },
  abroad: { zh: '境外', en: 'Abroad' },
  wanted: { zh: '在逃', en: 'Wanted' },
}
export const clock_words: { readonly [c in PersonClockKind]: Word } = {
  holding: { zh: '传唤、拘传持续时间', en: 'Summons' },
  family: { zh: '通知家属', en: 'Telling the family' },
  interrogation: { zh: '首次讯问', en: 'First interrogation' },
  request: { zh: '提请批准逮捕', en: 'Requesting the arrest' },
  decision: { zh: '检察院审查批捕', en: 'Decision on the arrest' },
  follow: { zh: '执行逮捕或者立即释放', en: 'Arrest or release' },
  custody: { zh: '侦查羁押期限', en: 'Custody' },
  bail: { zh: '取保候审期限', en: 'Bail' },
  confinement: { zh: '监视居住期限', en: 'Confinement' },
  review: { zh: '审查起诉期限', en: 'Review by the prosecutors' },
  supplement: { zh: '补充侦查期限', en: 'Further investigation' },
  penalty_custody: { zh: '行政拘留期限', en: 'Administrative detention' },
  fine: { zh: '罚款缴纳期限', en: 'Payment of the fine' },
}
export const ground_words: { readonly [g in StepGround]: Word } = {
  ordinary: { zh: '一般情形', en: 'Ordinary' },
  grave: { zh: '案情特别重大、复杂（24 小时）', en: 'Grave or complex (24 hours)' },
  special: { zh: '特殊情况（延长一至四日）', en: 'Special circumstances (1 to 4 days)' },
  roaming: { zh: '流窜、多次、结伙作案（至三十日）', en: 'Roaming, repeated or in a gang (30 days)' },
  not_a_crime: { zh: '法定不起诉', en: 'No crime' },
  petty: { zh: '酌定不起诉', en: 'Petty' },
  doubtful: { zh: '存疑不起诉', en: 'In doubt' },
}
/** The grounds that a kind of step asks for, where there are several. */
export const grounds_of: { readonly [k in PersonStepKind]?: readonly [StepGround, ...StepGround[]] } = {
  summoned: ['ordinary', 'grave'],
  brought: ['ordinary', 'grave'],
  detention_extended: ['special', 'roaming'],
  not_prosecuted: ['petty', 'not_a_crime', 'doubtful'],
}
export const sentence_words: { readonly [s in Sentence]: Word } = {
  prison: { zh: '有期徒刑、拘役、管制', en: 'Prison' },
  suspended: { zh: '缓刑', en: 'Suspended' },
  life: { zh: '无期徒刑', en: 'Life' },
  fine_only: { zh: '单处罚金', en: 'Fine only' },
  exempt: { zh: '免予刑事处罚', en: 'Exempt' },
  acquitted: { zh: '无罪', en: 'Acquitted' },
}
export const roll_words: { readonly [r in LeadRoll]: Word } = {
  abroad: { zh: '境外线索', en: 'Leads abroad' },
  returnee: { zh: '回流人员筛查', en: 'Returnees' },
}
