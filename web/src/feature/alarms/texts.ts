import { defineTexts } from '@/model/locale'

export const texts = defineTexts({
  zh: { title: '告警', kind: '类别', text: '内容', since: '发生', cleared: '恢复', by: '处理人', take: '我来处理', none: '没有告警', still: '未恢复' },
  en: { title: 'Alarms', kind: 'Kind', text: 'What', since: 'Since', cleared: 'Cleared', by: 'Taken by', take: 'Take it', none: 'No alarms', still: 'not yet' },
})
