// What screens read and ask of quizzes that are taken by link.
import * as api from '@/api/quiz_links'
import type * as T from '@/api/types'
import { useCommand } from './command'
import { useResource, type Resource } from './resource'

export const useQuizLinks = (): Resource<T.QuizLinks> => useResource((signal) => api.quizLinks(signal), { topics: ['quiz_link'] })
export const useOpenQuizLink = () => useCommand((key, input: T.QuizLinkInput) => api.openQuizLink(input, key))
export const useEndQuizLink = () => useCommand((key, id: string) => api.endQuizLink(id, key))
export const usePublicQuiz = (code: () => string): Resource<T.PublicQuiz> =>
  useResource((signal) => api.publicQuiz(code(), signal), { key: code })
export const useHandIn = () => useCommand((key, code: string, answers: readonly string[]) => api.handIn(code, answers, key))
