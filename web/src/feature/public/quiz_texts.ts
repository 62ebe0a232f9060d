import { defineTexts } from '@/model/locale'

export const texts = defineTexts({
  zh: {
    title: '你会上当吗',
    lead: '每一题都是真实的套路，选您会怎么做。不留姓名和电话，只统计本社区答对多少。',
    of: '第',
    question: '题',
    submit: '交卷',
    unanswered: '还有没答的题',
    done: '答对',
    fell: '有的选择会让钱被骗走，看看下面为什么。',
    safe: '您没有上当。把这几条讲给家里人听。',
    right: '应当选',
    yours: '您选了',
    guides: '看防骗指南',
    call: '拿不准就打',
  },
  en: {
    title: 'Would you fall for it?',
    lead: 'Every question is a real scam: choose what you would do. No name, no telephone; only how the community does is counted.',
    of: 'Question',
    question: '',
    submit: 'Hand in',
    unanswered: 'Some questions have no answer yet',
    done: 'Right:',
    fell: 'One of your choices would have cost you money. See below why.',
    safe: 'You did not fall for it. Tell your family.',
    right: 'Right was',
    yours: 'You chose',
    guides: 'The guides',
    call: 'If in doubt, ring',
  },
})
