// What the server offers about quizzes that are taken by link.
import { get, post } from './client'
import type * as T from './types'

const root = '/outreach/quiz-links'

export const quizLinks = (signal?: AbortSignal): Promise<T.QuizLinks> => get(root, { limit: 200 }, signal)
export const openQuizLink = (input: T.QuizLinkInput, key: string): Promise<{ quiz_link: string }> => post(root, input, key)
export const endQuizLink = (id: string, key: string): Promise<object> => post(`${root}/${encodeURIComponent(id)}/end`, {}, key)
export const publicQuiz = (code: string, signal?: AbortSignal): Promise<T.PublicQuiz> =>
  get(`/public/quizzes/${encodeURIComponent(code)}`, {}, signal)
export const handIn = (code: string, answers: readonly string[], key: string): Promise<T.QuizMarks> =>
  post(`/public/quizzes/${encodeURIComponent(code)}`, { answers }, key)
