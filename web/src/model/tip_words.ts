// What kinds, stages and ways of tips and states of rewards are called, and how numbers that people
// write down one a line are told apart. Results and rewards are rules: the server names them.
import type { NamedInput, NamedKind, RewardState, Tip, TipKind } from '@/api/types'
import type { StateWord, Word } from './words'

export const tip_kind_words: { readonly [k in TipKind]: Word } = {
  report: { zh: '举报', en: 'Tip' },
  consultation: { zh: '咨询', en: 'Consultation' },
}
export const tip_way_words: { readonly [k in Tip['way']]: Word } = {
  page: { zh: '公众页面', en: 'Public page' },
  line: { zh: '来电', en: 'The line' },
  visit: { zh: '来访', en: 'At the desk' },
}
export const tip_state_words: { readonly [k in Tip['state']]: StateWord } = {
  received: { zh: '待签收', en: 'Received', sign: 'wait', tone: 'waiting' },
  working: { zh: '办理中', en: 'In work', sign: 'run', tone: 'info' },
  ended: { zh: '已办结', en: 'Ended', sign: 'check', tone: 'done' },
  proposed: { zh: '奖励待审批', en: 'Reward to decide', sign: 'pen', tone: 'waiting' },
  approved: { zh: '奖励待认领', en: 'Reward to claim', sign: 'wait', tone: 'info' },
  claimed: { zh: '奖励待发放', en: 'Reward to pay', sign: 'wait', tone: 'waiting' },
}
export const reward_words: { readonly [k in RewardState]: StateWord } = {
  proposed: { zh: '待审批', en: 'To decide', sign: 'pen', tone: 'waiting' },
  declined: { zh: '未批准', en: 'Declined', sign: 'cross', tone: 'done' },
  approved: { zh: '待认领', en: 'To claim', sign: 'wait', tone: 'info' },
  claimed: { zh: '待发放', en: 'To pay', sign: 'wait', tone: 'waiting' },
  paid: { zh: '已发放', en: 'Paid', sign: 'check', tone: 'held' },
  lapsed: { zh: '逾期作废', en: 'Lapsed', sign: 'cross', tone: 'done' },
}
export const named_words: { readonly [k in NamedKind]: Word } = {
  card: { zh: '账户', en: 'Account' },
  phone: { zh: '电话', en: 'Telephone' },
  url: { zh: '网址', en: 'Address' },
  app: { zh: '应用', en: 'App' },
  wechat: { zh: '微信', en: 'WeChat' },
  qq: { zh: 'QQ', en: 'QQ' },
  alipay: { zh: '支付宝', en: 'Alipay' },
  wallet: { zh: '虚拟币地址', en: 'Wallet' },
  plate: { zh: '车牌', en: 'Plate' },
  device: { zh: '设备', en: 'Device' },
}

const said: readonly [RegExp, NamedKind][] = [
  [/^(?:微信|wechat|wx)号?[\s:：]*/i, 'wechat'],
  [/^qq号?[\s:：]*/i, 'qq'],
  [/^(?:支付宝|alipay)(?:账号|号)?[\s:：]*/i, 'alipay'],
  [/^(?:app|应用|软件)[\s:：]*/i, 'app'],
  [/^(?:车牌)号?[\s:：]*/, 'plate'],
  [/^(?:电话|手机)号?[\s:：]*/, 'phone'],
  [/^(?:卡号|账号|账户|银行卡)[\s:：]*/, 'card'],
]

/** One thing that somebody wrote down: what they say it is, or else what it looks like. */
export function namedOf(line: string): NamedInput | null {
  const text = line.trim()
  for (const [prefix, kind] of said) {
    const rest = text.replace(prefix, '').trim()
    if (rest !== text && rest !== '') return { kind, value: rest }
  }
  if (text === '') return null
  if (/^(?:0x[0-9a-f]{40}|T[1-9A-HJ-NP-Za-km-z]{33}|bc1[0-9a-z]{20,})$/i.test(text)) return { kind: 'wallet', value: text }
  if (/[a-z0-9-]\.[a-z]{2,}/i.test(text)) return { kind: 'url', value: text }
  const digits = text.replace(/[\s+()-]/g, '')
  if (/^\d+$/.test(digits)) {
    const isPhone = /^(?:86)?1\d{10}$/.test(digits) || (digits.length >= 7 && digits.length <= 12)
    return { kind: isPhone ? 'phone' : 'card', value: text }
  }
  return { kind: 'app', value: text }
}

/** One a line, or parted by commas. At most twenty, as the server takes. */
export function namedIn(text: string): NamedInput[] {
  return text
    .split(/[\n,，、;；]/)
    .map(namedOf)
    .filter((each) => each !== null)
    .slice(0, 20)
}
