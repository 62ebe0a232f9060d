import { expect, it } from 'vitest'
import type { Onboarding, PartnerStage } from '@/api/types'
import { onboardingActs } from './onboarding'

const at = (stage: PartnerStage): Onboarding => ({
  stage,
  report: 'a'.repeat(64),
  proposed: { by: 'li', at: '2026-11-27T09:00:00.000+08:00', reason: '通过' },
  confirmed: null,
  rolled_back: null,
})

it('whoever proposed it cannot confirm it, and anybody can take it back', () => {
  expect(onboardingActs(at('trial'), 'li', true)).toEqual(['propose'])
  expect(onboardingActs(at('trial'), 'li', false)).toEqual([])
  expect(onboardingActs(at('proposed'), 'li', true)).toEqual(['roll_back'])
  expect(onboardingActs(at('proposed'), 'wang', true)).toEqual(['confirm', 'roll_back'])
  expect(onboardingActs(at('proposed'), 'wang', false)).toEqual(['roll_back'])
  expect(onboardingActs(at('live'), 'wang', false)).toEqual(['roll_back'])
})
