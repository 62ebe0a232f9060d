import { defineTexts } from '@/model/locale'

export const texts = defineTexts({
  zh: { title: '明文查看日志', at: '时间', by: '查看人', what: '对象', field: '字段', reason: '理由', none: '还没有人查看过明文' },
  en: { title: 'Reveal log', at: 'When', by: 'Who', what: 'What', field: 'Field', reason: 'Reason', none: 'Nobody has revealed anything yet' },
})
