// The one table of what a state is called, how loud it is and which sign it carries. Each record is
// exhaustive: a state added to the contract does not compile until it has a word here.
import type {
  AccountState,
  AlarmKind,
  CaseOutcome,
  ConsentWay,
  DisposalKind,
  Duty,
  ErasureState,
  EvidenceKind,
  ExitKind,
  FeedState,
  Finding,
  Gate,
  HandoverKind,
  HandoverState,
  HolderSign,
  LeakSource,
  LinkGuise,
  LinkStanding,
  MarkKind,
  OrderFamily,
  OrderState,
  Organ,
  PaidBy,
  PaperKind,
  Particular,
  Policy,
  ResultKind,
  Role,
  Ruling,
  Scope,
  ScoringState,
  ScreenAdvice,
  SigningAct,
  Situation,
  SpokenWay,
  TaskKind,
  TieKind,
  TraitKind,
  Urgency,
  Verdict,
} from '@/api/types'
import { locale } from './locale'

/** Red only for money still running and clocks about to lapse; amber waits; green holds; grey is done. */
export type Tone = 'running' | 'waiting' | 'held' | 'done' | 'exit' | 'info'
export type Sign = 'run' | 'wait' | 'lock' | 'check' | 'cross' | 'exit' | 'pen' | 'send' | 'warn' | 'dot'
export interface Word {
  readonly zh: string
  readonly en: string
}
export interface StateWord extends Word {
  readonly tone: Tone
  readonly sign: Sign
}

export const account_words: { readonly [s in AccountState]: StateWord } = {
  running: { zh: '仍在流动', en: 'Running', tone: 'running', sign: 'run' },
  stopping: { zh: '止付中', en: 'Stopping', tone: 'waiting', sign: 'wait' },
  stopped: { zh: '已止付', en: 'Stopped', tone: 'held', sign: 'lock' },
  frozen: { zh: '已冻结', en: 'Frozen', tone: 'held', sign: 'lock' },
  exit: { zh: '已流出', en: 'Exited', tone: 'exit', sign: 'exit' },
  review: { zh: '待批准', en: 'To approve', tone: 'waiting', sign: 'pen' },
  refused: { zh: '银行拒绝', en: 'Refused', tone: 'running', sign: 'cross' },
  unmet: { zh: '不能止付', en: 'Cannot stop', tone: 'running', sign: 'warn' },
  closed: { zh: '结案未追', en: 'Not followed', tone: 'done', sign: 'dot' },
  passed: { zh: '已转走', en: 'Passed on', tone: 'done', sign: 'check' },
}

export const order_words: { readonly [s in OrderState]: StateWord } = {
  draft: { zh: '草稿', en: 'Draft', tone: 'waiting', sign: 'pen' },
  review: { zh: '待批准', en: 'To approve', tone: 'waiting', sign: 'pen' },
  approved: { zh: '已批准', en: 'Approved', tone: 'waiting', sign: 'wait' },
  sent: { zh: '已发送', en: 'Sent', tone: 'waiting', sign: 'send' },
  acknowledged: { zh: '银行已收', en: 'Acknowledged', tone: 'waiting', sign: 'wait' },
  in_force: { zh: '生效', en: 'In force', tone: 'held', sign: 'lock' },
  answered: { zh: '已反馈', en: 'Answered', tone: 'done', sign: 'check' },
  expired: { zh: '到期解除', en: 'Expired', tone: 'done', sign: 'dot' },
  released: { zh: '已解除', en: 'Released', tone: 'done', sign: 'check' },
  rejected: { zh: '未批准', en: 'Rejected', tone: 'done', sign: 'cross' },
  refused: { zh: '银行拒绝', en: 'Refused', tone: 'running', sign: 'cross' },
  failed: { zh: '发送失败', en: 'Failed', tone: 'running', sign: 'warn' },
  queued: { zh: '轮候', en: 'In the queue', tone: 'waiting', sign: 'wait' },
  converted: { zh: '转为冻结', en: 'Became a freeze', tone: 'done', sign: 'check' },
}

export const feed_words: { readonly [s in FeedState]: StateWord } = {
  live: { zh: '实时', en: 'Live', tone: 'held', sign: 'check' },
  silent: { zh: '静默', en: 'Silent', tone: 'waiting', sign: 'wait' },
  blind: { zh: '失联', en: 'Blind', tone: 'running', sign: 'warn' },
}

export const case_words: { readonly [s in 'open' | 'closed']: StateWord } = {
  open: { zh: '办理中', en: 'Open', tone: 'waiting', sign: 'wait' },
  closed: { zh: '已结', en: 'Closed', tone: 'done', sign: 'check' },
}

export const outcome_words: { readonly [o in CaseOutcome]: Word } = {
  recovered: { zh: '资金已追回', en: 'Money recovered' },
  nothing_left: { zh: '资金已无可追', en: 'Nothing left to recover' },
  transferred: { zh: '已移交', en: 'Handed over' },
  unfounded: { zh: '不属诈骗', en: 'No fraud' },
}

export const erasure_words: { readonly [e in ErasureState]: StateWord } = {
  requested: { zh: '待确认', en: 'To confirm', tone: 'waiting', sign: 'pen' },
  erased: { zh: '已销毁', en: 'Erased', tone: 'done', sign: 'check' },
  declined: { zh: '未确认', en: 'Declined', tone: 'done', sign: 'cross' },
}

export const channel_words: { readonly [s in 'up' | 'down']: StateWord } = {
  up: { zh: '畅通', en: 'Up', tone: 'held', sign: 'check' },
  down: { zh: '中断', en: 'Down', tone: 'running', sign: 'warn' },
}

export const memory_words: { readonly [s in 'ample' | 'tight' | 'full']: StateWord } = {
  ample: { zh: '充足', en: 'Ample', tone: 'held', sign: 'check' },
  tight: { zh: '转存中', en: 'Archiving', tone: 'waiting', sign: 'wait' },
  full: { zh: '已满，暂拒数据', en: 'Full: feeds refused', tone: 'running', sign: 'warn' },
}

export const task_words: { readonly [s in 'open' | 'done']: StateWord } = {
  open: { zh: '待办', en: 'Open', tone: 'waiting', sign: 'wait' },
  done: { zh: '已办', en: 'Done', tone: 'done', sign: 'check' },
}

export const family_words: { readonly [f in OrderFamily]: Word } = {
  stop: { zh: '止付', en: 'Stop' },
  stop_release: { zh: '解除止付', en: 'Release' },
  subject_query: { zh: '主体查询', en: 'Holder query' },
  transaction_query: { zh: '交易查询', en: 'Transaction query' },
  freeze: { zh: '冻结', en: 'Freeze' },
  freeze_renewal: { zh: '续冻', en: 'Renewal' },
  freeze_release: { zh: '解除冻结', en: 'Unfreeze' },
  stop_extension: { zh: '延长止付', en: 'Stop extension' },
  protective_stop: { zh: '保护性止付', en: 'Protective stop' },
  protective_release: { zh: '解除保护', en: 'Protection ends' },
  evidence_request: { zh: '调取证据', en: 'Evidence' },
  fund_return: { zh: '返还', en: 'Return' },
  payment_recall: { zh: '付款召回', en: 'Recall of a payment' },
  number_suspension: { zh: '关停号码', en: 'Suspend number' },
  number_restoration: { zh: '恢复号码', en: 'Restore number' },
  url_block: { zh: '封堵网址', en: 'Block address' },
  url_unblock: { zh: '解除封堵', en: 'Unblock address' },
  profile_suspension: { zh: '封停账号', en: 'Suspend profile' },
  profile_restoration: { zh: '解封账号', en: 'Restore profile' },
}

export const exit_words: { readonly [k in ExitKind]: Word } = {
  cash: { zh: '取现', en: 'cash' },
  merchant: { zh: '商户', en: 'merchant' },
  overseas: { zh: '境外', en: 'overseas' },
  crypto: { zh: '虚拟币', en: 'crypto' },
}

const reopened_word: Word = { zh: '出口已核实为账户', en: 'exit, found to be an account' }

/** Beside an account's state: how money left there, or that a reply showed the exit to be an account. */
export function exitNote(row: { readonly exit_kind: ExitKind | null; readonly reopened_at: string | null }): string {
  if (row.exit_kind !== null) return wordOf(exit_words[row.exit_kind])
  return row.reopened_at === null ? '' : wordOf(reopened_word)
}

export const paid_words: { readonly [p in PaidBy]: Word } = {
  transfer: { zh: '银行转账', en: 'Bank transfer' },
  qr: { zh: '扫码 / 支付机构', en: 'QR or payment company' },
  atm: { zh: 'ATM', en: 'ATM' },
  cash: { zh: '现金 · 黄金 · 寄送', en: 'Cash, gold, parcel' },
  gift_card: { zh: '礼品卡', en: 'Gift card' },
  crypto: { zh: '虚拟币', en: 'Crypto' },
}

export const particular_words: { readonly [p in Particular]: Word } = {
  merchant: { zh: '商户号或商户名', en: 'Merchant' },
  order_number: { zh: '订单号 / 运单号', en: 'Order or waybill' },
  platform: { zh: '平台 / 快递 / 发卡方', en: 'Platform, courier, issuer' },
  terminal: { zh: '柜员机号', en: 'ATM number' },
  place: { zh: '地点', en: 'Place' },
  plate: { zh: '车牌号', en: 'Plate' },
  card_code: { zh: '卡号或卡密', en: 'Card number or code' },
  wallet: { zh: '收币地址', en: 'Wallet address' },
}

export const policy_words: { readonly [p in Policy]: Word } = {
  fifo: { zh: '先进先出', en: 'First in, first out' },
  lifo: { zh: '后进先出', en: 'Last in, first out' },
  prorata: { zh: '按比例', en: 'Pro rata' },
  taint_first: { zh: '涉案先出', en: 'Tainted leaves first' },
  clean_first: { zh: '合法先出', en: 'Clean leaves first' },
}

export const scoring_words: { readonly [s in ScoringState]: StateWord } = {
  candidate: { zh: '影子运行', en: 'In the shadow', sign: 'wait', tone: 'waiting' },
  active: { zh: '使用中', en: 'Active', sign: 'check', tone: 'held' },
  retired: { zh: '已停用', en: 'Retired', sign: 'dot', tone: 'done' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn', sign: 'cross', tone: 'done' },
}

export const advice_words: { readonly [a in ScreenAdvice]: StateWord } = {
  allow: { zh: '放行', en: 'Allow', sign: 'check', tone: 'done' },
  delay: { zh: '延迟', en: 'Delay', sign: 'wait', tone: 'waiting' },
  hold: { zh: '拦截', en: 'Hold', sign: 'lock', tone: 'held' },
}

export const role_words: { readonly [r in Role]: Word } = {
  officer: { zh: '接警员', en: 'Duty officer' },
  investigator: { zh: '侦查员', en: 'Investigator' },
  bank: { zh: '银行', en: 'Bank' },
  admin: { zh: '管理员', en: 'Administrator' },
  procurator: { zh: '检察官', en: 'Procurator' },
  court: { zh: '法院', en: 'Court' },
}

export const alarm_words: { readonly [a in AlarmKind]: Word } = {
  feed_silent: { zh: '数据静默', en: 'Feed silent' },
  feed_blind: { zh: '数据失联', en: 'Feed blind' },
  channel_down: { zh: '通道中断', en: 'Channel down' },
  pursuit_quarantined: { zh: '追查隔离', en: 'Pursuit quarantined' },
  screening_late: { zh: '筛查超时', en: 'Screening late' },
}

export const organ_words: { readonly [o in Organ]: Word } = {
  police: { zh: '公安机关', en: 'Police' },
  procuratorate: { zh: '检察院', en: 'Procuratorate' },
  court: { zh: '法院', en: 'Court' },
}

export const handover_words: { readonly [k in HandoverKind]: Word } = {
  prosecution: { zh: '移送审查起诉', en: 'To prosecution' },
  indictment: { zh: '提起公诉', en: 'To court' },
  back: { zh: '退回补充侦查', en: 'Sent back' },
}

export const handover_state_words: { readonly [s in HandoverState]: StateWord } = {
  draft: { zh: '起草', en: 'Draft', tone: 'waiting', sign: 'pen' },
  sent: { zh: '已送出，待签收', en: 'Sent', tone: 'waiting', sign: 'send' },
  received: { zh: '已签收', en: 'Signed for', tone: 'held', sign: 'check' },
  returned: { zh: '被退回', en: 'Returned', tone: 'running', sign: 'warn' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn', tone: 'done', sign: 'cross' },
}

export const disposal_words: { readonly [k in DisposalKind]: Word } = {
  give_back: { zh: '返还被害人', en: 'Back to the victim' },
  confiscate: { zh: '没收上缴国库', en: 'Confiscated' },
  release: { zh: '解除冻结', en: 'Let go' },
  pursue: { zh: '继续追缴', en: 'Pursued further' },
}

export const kind_words: { readonly [k in TaskKind]: Word } = {
  exit_cash: { zh: '取现出口', en: 'Cash exit' },
  exit_merchant: { zh: '商户出口', en: 'Merchant exit' },
  exit_overseas: { zh: '境外出口', en: 'Overseas exit' },
  exit_crypto: { zh: '虚拟币出口', en: 'Crypto exit' },
  institution_unknown: { zh: '开户行不明', en: 'Bank unknown' },
  stop_exhausted: { zh: '止付次数用尽', en: 'No stop left' },
  loss_unmatched: { zh: '未见交易', en: 'Payment not seen' },
  hold_excess: { zh: '超额止付', en: 'Held too much' },
  revoke_transfer: { zh: '撤销转账', en: 'Revoke transfer' },
  gift_card: { zh: '礼品卡', en: 'Gift card' },
  stop_review: { zh: '核实报案', en: 'Review the report' },
  stop_lapsing: { zh: '止付将到期', en: 'Stops lapse' },
  file_case: { zh: '立案决定', en: 'Decide on filing' },
  countersign: { zh: '补签止付', en: 'Countersign' },
  countersign_overdue: { zh: '逾期未补签', en: 'Countersign overdue' },
  papers: { zh: '后补手续', en: 'Papers to follow' },
  freeze_failed: { zh: '冻结未办成', en: 'Freeze not done' },
  renew_freeze: { zh: '续冻', en: 'Renew' },
  freeze_lapsing: { zh: '冻结将到期', en: 'Freeze lapses' },
  screen_freeze: { zh: '甄别', en: 'Screen' },
  screening_lapsed: { zh: '甄别逾期', en: 'Screening overdue' },
  release_unrelated: { zh: '解除无关冻结', en: 'Lift unrelated' },
  answer_objection: { zh: '答复异议', en: 'Answer objection' },
  objection_overdue: { zh: '异议逾期', en: 'Objection overdue' },
  protection_lapsing: { zh: '保护将到期', en: 'Protection ends' },
  evidence_due: { zh: '催办证据', en: 'Evidence due' },
  evidence_overdue: { zh: '证据逾期', en: 'Evidence overdue' },
  recording_at_risk: { zh: '录像将覆盖', en: 'Recording at risk' },
  return_due: { zh: '催办返还', en: 'Return due' },
  return_overdue: { zh: '返还逾期', en: 'Return overdue' },
  restriction_lapsing: { zh: '处置将到期', en: 'Restriction ends' },
  return_plan_due: { zh: '审批返还方案', en: 'Decide a return plan' },
  plan_objection: { zh: '返还公告异议', en: 'Objection to a return' },
  plan_objection_overdue: { zh: '公告异议逾期', en: 'Objection overdue' },
  by_hand: { zh: '交办', en: 'Asked for' },
  mentioned: { zh: '留言提醒', en: 'Mentioned' },
  handover_question: { zh: '移送询问', en: 'Hand-over question' },
  handover_returned: { zh: '移送被退回', en: 'Hand-over returned' },
  handover_back: { zh: '补充侦查', en: 'Sent back' },
  pursue_on: { zh: '继续追缴', en: 'Recover more' },
  person_due: { zh: '人员期限将届满', en: 'Person: term ends soon' },
  person_overdue: { zh: '人员期限届满', en: 'Person: term lapsed' },
  first_due: { zh: '受案立案期限将届满', en: 'First days: term ends soon' },
  first_overdue: { zh: '受案立案期限届满', en: 'First days: term lapsed' },
}

export const tie_words: { readonly [k in TieKind]: Word } = {
  account: { zh: '同一收款账户', en: 'Same payee account' },
  path: { zh: '资金经过同一账户', en: 'Money met at an account' },
  card: { zh: '同一卡号', en: 'Same card' },
  phone: { zh: '同一电话', en: 'Same phone' },
  url: { zh: '同一网址', en: 'Same site' },
  app: { zh: '同一应用', en: 'Same app' },
  wechat: { zh: '同一微信号', en: 'Same WeChat' },
  qq: { zh: '同一 QQ', en: 'Same QQ' },
  alipay: { zh: '同一支付宝', en: 'Same Alipay' },
  wallet: { zh: '同一收币地址', en: 'Same wallet' },
  plate: { zh: '同一车牌', en: 'Same plate' },
  device: { zh: '同一设备', en: 'Same device' },
  wording: { zh: '话术雷同', en: 'Same script' },
}

/** What an officer can note of a case, by kind. */
export const trait_words: { readonly [k in TraitKind]: Word } = {
  card: { zh: '卡号', en: 'Card' },
  phone: { zh: '电话', en: 'Phone' },
  url: { zh: '网址', en: 'Site' },
  app: { zh: '应用', en: 'App' },
  wechat: { zh: '微信号', en: 'WeChat' },
  qq: { zh: 'QQ', en: 'QQ' },
  alipay: { zh: '支付宝', en: 'Alipay' },
  wallet: { zh: '收币地址', en: 'Wallet' },
  plate: { zh: '车牌', en: 'Plate' },
  device: { zh: '设备（IMEI、MAC）', en: 'Device (IMEI, MAC)' },
}

export const duty_words: { readonly [d in Duty]: Word } = {
  none: { zh: '民警', en: 'Officer' },
  unit_head: { zh: '办案部门负责人', en: 'Unit head' },
  legal_review: { zh: '法制审核', en: 'Legal review' },
  district_head: { zh: '县级公安机关负责人', en: 'District head' },
  city_head: { zh: '设区的市级公安机关负责人', en: 'City head' },
}

/** A step of approval as a rule names it; one that this console does not know is shown as it is. */
export function stepWord(step: string): string {
  const known = Object.entries(duty_words).find(([duty]) => duty === step)
  return known === undefined ? step : wordOf(known[1])
}

export const scope_words: { readonly [s in Scope]: Word } = {
  limited: { zh: '限额冻结', en: 'An amount' },
  in_only: { zh: '只收不付', en: 'Credits only' },
  full: { zh: '不收不付', en: 'Neither in nor out' },
}

export const act_words: { readonly [a in SigningAct]: Word } = {
  sign: { zh: '协办签署', en: 'Sign as second officer' },
  approve: { zh: '批准', en: 'Approve' },
  countersign: { zh: '补签止付', en: 'Countersign' },
}

export const verdict_words: { readonly [v in Verdict]: StateWord } = {
  genuine: { zh: '报案属实', en: 'Report true', tone: 'done', sign: 'check' },
  unfounded: { zh: '报案不实', en: 'Report untrue', tone: 'running', sign: 'cross' },
}

export const finding_words: { readonly [f in Finding]: Word } = {
  related: { zh: '与案件有关', en: 'Related' },
  unrelated: { zh: '与案件无关', en: 'Unrelated' },
}

export const paper_words: { readonly [k in PaperKind]: Word } = {
  stop_application: { zh: '紧急止付申请表', en: 'Stop application' },
  query_notice: { zh: '协助查询通知书', en: 'Query notice' },
  freeze_notice: { zh: '协助冻结通知书', en: 'Freeze notice' },
  renewal_notice: { zh: '继续冻结通知书', en: 'Renewal notice' },
  release_notice: { zh: '解除通知书', en: 'Release notice' },
  holder_notice: { zh: '持有人告知书', en: 'Notice to the holder' },
  evidence_notice: { zh: '调取证据通知书', en: 'Evidence notice' },
  return_notice: { zh: '协助返还通知书', en: 'Return notice' },
  restriction_notice: { zh: '协助处置通知书', en: 'Restriction notice' },
  return_receipt: { zh: '发还清单', en: 'Receipt of a return' },
  acceptance_form: { zh: '受案登记表', en: 'Form of acceptance' },
  acceptance_receipt: { zh: '受案回执', en: 'Receipt of acceptance' },
  refusal_notice: { zh: '不予立案通知书', en: 'Notice of not filing' },
  transfer_notice: { zh: '移送案件通知书', en: 'Notice of transfer' },
}

export const situation_words: { readonly [s in Situation]: Word } = {
  goods_sold: { zh: '出售商品', en: 'Goods sold' },
  second_hand: { zh: '转让二手物品', en: 'Second-hand sale' },
  wages: { zh: '工资、劳务报酬', en: 'Wages' },
  loan: { zh: '借款往来', en: 'A loan' },
  other: { zh: '其他', en: 'Other' },
}

export const urgency_words: { readonly [u in Urgency]: Word } = {
  none: { zh: '不急', en: 'Not urgent' },
  living: { zh: '基本生活急需', en: 'Needed to live' },
  medical: { zh: '就医急需', en: 'Needed for a doctor' },
}

export const ruling_words: { readonly [r in Ruling]: StateWord } = {
  refuse: { zh: '不予支持', en: 'Refused', tone: 'done', sign: 'cross' },
  reduce: { zh: '部分支持', en: 'Upheld in part', tone: 'waiting', sign: 'check' },
  release: { zh: '支持，解除', en: 'Upheld', tone: 'held', sign: 'check' },
}

export const holder_sign_words: { readonly [s in HolderSign]: Word } = {
  wages: { zh: '有按月的等额收入（工资账户）', en: 'Regular equal credits: a salary account' },
  customers: { zh: '众多付款人、小额（经营账户）', en: 'Many small payers: a merchant' },
  long_history: { zh: '案发前已使用半年以上', en: 'In use for half a year and more' },
  small_part: { zh: '涉案款不到其收入的一成', en: 'The money is less than a tenth of its credits' },
  first_contact: { zh: '与付款人此前没有往来', en: 'No dealings with the sender before' },
  known_sender: { zh: '与付款人此前多次往来', en: 'Repeated dealings with the sender' },
  new_account: { zh: '启用不满一个月', en: 'Less than a month old' },
  passed_on: { zh: '近一周收入几乎全部转出', en: 'Passed on nearly all of a week’s credits' },
}

export const consent_words: { readonly [w in ConsentWay]: Word } = {
  telephone: { zh: '电话录音', en: 'Recorded call' },
  in_person: { zh: '当面签字', en: 'In person' },
  written: { zh: '书面', en: 'In writing' },
  online: { zh: '网上确认', en: 'Online' },
}

export const evidence_words: { readonly [k in EvidenceKind]: Word } = {
  opening_file: { zh: '开户资料', en: 'Opening file' },
  device_log: { zh: 'IP、设备日志', en: 'IP and device log' },
  camera: { zh: '监控录像', en: 'Camera' },
  vouchers: { zh: '交易凭证', en: 'Vouchers' },
}

export const mark_words: { readonly [k in MarkKind]: Word } = {
  phone: { zh: '电话号码', en: 'Telephone number' },
  url: { zh: '网址', en: 'Address' },
  profile: { zh: '平台账号', en: 'Profile' },
}

export const spoken_words: { readonly [w in SpokenWay]: Word } = {
  telephone: { zh: '电话', en: 'Telephone' },
  fax: { zh: '传真', en: 'Fax' },
}

/** How long an order holds: hours of a stop, months of a freeze. */
export function termOf(order: { readonly term_hours: number; readonly term_months: number; readonly family: OrderFamily }): string {
  const zh = locale.value === 'zh'
  if (order.family === 'fund_return') return zh ? `${order.term_hours / 24} 个工作日` : `${order.term_hours / 24} working days`
  if (order.term_months > 0) return zh ? `${order.term_months} 个月` : `${order.term_months} months`
  return zh ? `${order.term_hours} 小时` : `${order.term_hours} hours`
}

export function wordOf(word: Word): string {
  return word[locale.value]
}

export const link_words: { readonly [s in LinkStanding]: StateWord } = {
  official: { zh: '在官方网址名单上', en: 'on the official list', tone: 'held', sign: 'check' },
  imitates: { zh: '仿冒', en: 'imitates', tone: 'running', sign: 'warn' },
  number: { zh: '只有数字地址，不是正规网站的做法', en: 'a bare number, not how proper sites are named', tone: 'waiting', sign: 'warn' },
  unknown: { zh: '不在官方名单上', en: 'not on the official list', tone: 'done', sign: 'dot' },
}
export const guise_words: { readonly [g in LinkGuise]: Word } = {
  front: { zh: '把官方域名写在前面，实际属于别人', en: 'the real name stands in front, the site is somebody else’s' },
  looks: { zh: '用外形相近的字符替换', en: 'letters that look alike' },
  other_ending: { zh: '名称相同，结尾不同', en: 'the same name with another ending' },
  near_miss: { zh: '与官方域名只差一个字母', en: 'one letter off the real name' },
  wears_name: { zh: '名称里带有官方字样', en: 'the real name is only a part of it' },
}

/** 研 查 果: the three gates, by one character on a chip and by name. */
export const gate_words: { readonly [g in Gate]: Word & { readonly short: string } } = {
  study: { short: '研', zh: '研判', en: 'Study' },
  inquiry: { short: '查', zh: '调查', en: 'Inquiries' },
  result: { short: '果', zh: '结果', en: 'Result' },
}
export const leak_words: { readonly [l in LeakSource]: Word } = {
  unknown: { zh: '尚不清楚', en: 'not known yet' },
  none: { zh: '没有泄露', en: 'nothing leaked' },
  shopping: { zh: '电商平台', en: 'a shopping platform' },
  courier: { zh: '快递物流', en: 'a courier' },
  bank: { zh: '银行或支付机构', en: 'a bank or payment company' },
  telecom: { zh: '电信', en: 'a telecom' },
  employer: { zh: '单位或学校', en: 'employer or school' },
  malware: { zh: '手机木马、仿冒应用', en: 'malware or a fake app' },
  disclosed: { zh: '被害人自行填报', en: 'the victim told it' },
  other: { zh: '其他', en: 'another' },
}
export const result_words: { readonly [r in ResultKind]: Word } = {
  solved: { zh: '破案', en: 'solved' },
  suspects: { zh: '已锁定嫌疑人', en: 'suspects known' },
  passed_on: { zh: '线索已移交', en: 'leads passed on' },
  exhausted: { zh: '现有线索已查尽', en: 'leads exhausted' },
}
