// What may be done with a partner on trial, and by whom: the server decides, this only spares asking in vain.
import type { Institution, Onboarding, PartnerStage } from '@/api/types'
import type { StateWord } from '@/model/words'

export interface Trial extends Institution {
  onboarding: Onboarding
}
export type OnboardingAct = 'propose' | 'confirm' | 'roll_back'

export const stage_words: { readonly [s in PartnerStage]: StateWord } = {
  trial: { zh: '联调', en: 'On trial', tone: 'waiting', sign: 'wait' },
  proposed: { zh: '待确认启用', en: 'Proposed', tone: 'waiting', sign: 'wait' },
  live: { zh: '正式启用', en: 'Live', tone: 'held', sign: 'check' },
}

export function onboardingActs(onboarding: Onboarding, me: string, maySwitch: boolean): OnboardingAct[] {
  switch (onboarding.stage) {
    case 'trial':
      return maySwitch ? ['propose'] : []
    case 'proposed':
      return maySwitch && onboarding.proposed?.by !== me ? ['confirm', 'roll_back'] : ['roll_back']
    case 'live':
      return ['roll_back']
  }
}
