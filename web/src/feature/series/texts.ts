import { defineTexts } from '@/model/locale'

export const texts = defineTexts({
  zh: {
    title: '串并案',
    empty: '还没有串并案。案件页的“并案”列出可能同一团伙的案件。',
    id: '编号',
    count: '案件数',
    type: '类型（最早一案）',
    loss: '合计损失',
    first: '最早报案',
    last: '最近报案',
    cases: '案件',
    orders: { newest_first: '最近报案在前', amount_descending: '损失最大在前' },
    order: '排序',
  },
  en: {
    title: 'Series',
    empty: 'No series yet. The tab Series of a case lists those that may be the same hand.',
    id: 'Number',
    count: 'Cases',
    type: 'Kind (of the first)',
    loss: 'Loss in all',
    first: 'First report',
    last: 'Last report',
    cases: 'Cases',
    orders: { newest_first: 'Latest report first', amount_descending: 'Largest loss first' },
    order: 'Order',
  },
})
