// What a failed call means to the person before the screen: one sentence, and what to do about it.
import { ApiError } from '@/api/client'
import { locale } from './locale'

export interface Told {
  readonly text: string
  readonly advice: string
}

const advice: { readonly [l in 'zh' | 'en']: { readonly [status: string]: string } } = {
  zh: {
    '0': '连不上服务器。请检查网络后重试；已填写的内容仍在。',
    '401': '请重新登录。',
    '403': '您的角色不能做这件事，请找有权限的同事。',
    '404': '没有找到，可能已被移走。',
    '409': '情况已变，请看最新状态再决定。',
    '422': '请按提示更正后再提交。',
    '429': '操作太频繁，请稍候再试。',
    '5': '服务器出错，没有做出改变。请重试，仍不行请联系管理员。',
  },
  en: {
    '0': 'The server cannot be reached. Check the network and try again; what you typed is kept.',
    '401': 'Please sign in again.',
    '403': 'Your role may not do this; ask a colleague who may.',
    '404': 'Not found; it may have moved.',
    '409': 'Things have changed; look at the newest state first.',
    '422': 'Correct what is named and send again.',
    '429': 'Too many attempts; wait a little.',
    '5': 'The server failed and changed nothing. Try again; if it stays so, call the administrator.',
  },
}

export function tell(problem: unknown): Told {
  const words = advice[locale.value]
  if (!(problem instanceof ApiError)) return { text: String(problem), advice: words['5'] ?? '' }
  const place = [problem.where, problem.rule].filter((part) => part).join(' · ')
  return {
    text: problem.isUnreachable ? '' : problem.detail + (place === '' ? '' : `（${place}）`),
    advice: words[String(problem.status)] ?? (problem.status >= 500 ? (words['5'] ?? '') : ''),
  }
}

/** The HTTP status of a failed call; 0 when no answer came, null when it was no call at all. */
export function statusOf(problem: unknown): number | null {
  return problem instanceof ApiError ? problem.status : null
}

/** Whoever asked may not; on a page without a login that is a matter of what they know, not of a role. */
export const isForbidden = (problem: unknown): boolean => problem instanceof ApiError && problem.status === 403
