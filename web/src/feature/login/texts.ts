import { defineTexts } from '@/model/locale'

export const texts = defineTexts({
  zh: {
    title: '反诈资金止付平台',
    name: '账号',
    password: '口令',
    enter: '登录',
    wrong: '账号或口令不对。',
    note: '本系统含公民个人信息，查看明文须填写理由并记入审计日志。',
  },
  en: {
    title: 'Stops stolen money at the banks',
    name: 'User name',
    password: 'Password',
    enter: 'Sign in',
    wrong: 'The name or the password is wrong.',
    note: 'Personal data is inside. Every reveal needs a reason and is logged.',
  },
})
