// What the stages, clocks and choices of a case's first days are called.
import type {
  AppealKind,
  AppealOutcome,
  FilingRefusal,
  FirstAct,
  FirstClockKind,
  FirstStage,
  JurisdictionTransfer,
  RefusalGround,
  ReviewTerm,
  ServedBy,
} from '@/api/types'
import type { StateWord, Word } from './words'

export const first_stage_words: { readonly [s in FirstStage]: StateWord } = {
  reviewing: { zh: '立案审查中', en: 'Under review', tone: 'waiting', sign: 'wait' },
  refused: { zh: '不予立案', en: 'Not filed', tone: 'exit', sign: 'cross' },
  to_be_filed: { zh: '应予立案', en: 'To be filed', tone: 'running', sign: 'pen' },
  filed: { zh: '已立案', en: 'Filed', tone: 'held', sign: 'check' },
  transferring: { zh: '已移送，待答复', en: 'Handed over', tone: 'waiting', sign: 'send' },
  transferred: { zh: '对方已受理', en: 'Transferred', tone: 'done', sign: 'exit' },
}
export const first_clock_words: { readonly [k in FirstClockKind]: Word } = {
  review: { zh: '立案审查', en: 'Filing review' },
  notice: { zh: '送达不予立案通知书', en: 'Serve the notice of not filing' },
  reconsideration: { zh: '复议决定', en: 'Decide the reconsideration' },
  superior: { zh: '复核决定', en: 'Review by the authority above' },
  supervision: { zh: '向检察院说明理由', en: 'Reasons to the procuratorate' },
  filing: { zh: '撤销不予立案后立案', en: 'File the case after all' },
  transfer: { zh: '移送管辖', en: 'Transfer of jurisdiction' },
  transfer_answer: { zh: '接收单位答复', en: "The other authority's answer" },
}
export const review_term_words: { readonly [t in ReviewTerm]: Word } = {
  ordinary: { zh: '三日', en: 'Three days' },
  doubtful: { zh: '七日（疑难）', en: 'Seven days (doubtful)' },
  complex: { zh: '三十日（重大、复杂）', en: 'Thirty days (complex)' },
}
export const served_words: { readonly [w in ServedBy]: Word } = {
  in_person: { zh: '当面交付', en: 'In person' },
  post: { zh: '邮寄', en: 'By post' },
  electronic: { zh: '电子送达', en: 'Electronically' },
  left: { zh: '留置送达', en: 'Left with them' },
  unreachable: { zh: '无法取得联系', en: 'Not reached' },
  refused: { zh: '拒绝接收', en: 'Refused' },
}
export const refusal_ground_words: { readonly [g in RefusalGround]: Word } = {
  no_crime: { zh: '没有犯罪事实', en: 'No crime' },
  minor: { zh: '显著轻微', en: 'Clearly minor' },
  not_pursuable: { zh: '其他依法不追究', en: 'Not to be pursued' },
}
export const refusal_state_words: { readonly [s in FilingRefusal['state']]: StateWord } = {
  proposed: { zh: '待审批', en: 'Proposed', tone: 'waiting', sign: 'pen' },
  rejected: { zh: '未同意', en: 'Turned down', tone: 'done', sign: 'cross' },
  standing: { zh: '生效', en: 'Stands', tone: 'exit', sign: 'cross' },
  lifted: { zh: '已撤销', en: 'Lifted', tone: 'done', sign: 'check' },
}
export const appeal_words: { readonly [k in AppealKind]: Word } = {
  reconsideration: { zh: '复议', en: 'Reconsideration' },
  superior: { zh: '复核', en: 'Review above' },
  supervision: { zh: '立案监督', en: 'Supervision' },
}
export const appeal_outcome_words: { readonly [o in AppealOutcome]: Word } = {
  upheld: { zh: '维持', en: 'Upheld' },
  changed: { zh: '撤销，应予立案', en: 'Set aside: file the case' },
}
export const transfer_words: { readonly [s in JurisdictionTransfer['state']]: StateWord } = {
  proposed: { zh: '待审批', en: 'Proposed', tone: 'waiting', sign: 'pen' },
  rejected: { zh: '未同意', en: 'Turned down', tone: 'done', sign: 'cross' },
  approved: { zh: '已批准，待移交', en: 'Approved', tone: 'running', sign: 'send' },
  handed: { zh: '已移交，待答复', en: 'Handed over', tone: 'waiting', sign: 'wait' },
  accepted: { zh: '对方已受理', en: 'Accepted', tone: 'held', sign: 'check' },
  returned: { zh: '被退回', en: 'Returned', tone: 'exit', sign: 'exit' },
}
export const first_act_words: { readonly [a in FirstAct]: Word } = {
  accept: { zh: '受案', en: 'Accept the report' },
  extend_doubtful: { zh: '延长到七日', en: 'Extend to seven days' },
  extend_complex: { zh: '延长到三十日', en: 'Extend to thirty days' },
  propose_refusal: { zh: '呈请不予立案', en: 'Propose not to file' },
  decide_refusal: { zh: '审批不予立案', en: 'Decide on not filing' },
  serve_refusal: { zh: '登记送达', en: 'Record the service' },
  ask_reconsideration: { zh: '登记复议申请', en: 'Reconsideration asked for' },
  ask_superior: { zh: '登记复核申请', en: 'Review asked for' },
  ask_supervision: { zh: '登记立案监督', en: 'Supervision begun' },
  extend_reconsideration: { zh: '延长复议', en: 'Extend the reconsideration' },
  extend_superior: { zh: '延长复核', en: 'Extend the review' },
  explain: { zh: '登记说明理由', en: 'Reasons were told' },
  rule_reconsideration: { zh: '复议决定', en: 'Decide the reconsideration' },
  rule_superior: { zh: '登记复核决定', en: 'Record the review' },
  rule_supervision: { zh: '登记监督结果', en: 'Record the supervision' },
  serve_reconsideration: { zh: '送达复议决定', en: 'Serve the decision' },
  serve_superior: { zh: '送达复核决定', en: 'Serve the review' },
  propose_transfer: { zh: '呈请移送管辖', en: 'Propose a transfer' },
  decide_transfer: { zh: '审批移送', en: 'Decide on the transfer' },
  hand_transfer: { zh: '登记移交', en: 'Handed over' },
  tell_transfer: { zh: '告知报案人', en: 'Tell the reporter' },
  answer_transfer: { zh: '登记对方答复', en: "Record the authority's answer" },
  file: { zh: '立案', en: 'File the case' },
}
