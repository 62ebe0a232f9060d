// 扫码测验: quizzes that are taken by link. Shapes of /api/v1; part of types.ts.
export interface QuizLink {
  readonly id: string
  readonly code: string
  readonly campaign: string | null
  readonly street: string
  readonly community: string
  readonly topic: string
  readonly questions: number
  readonly until: string
  readonly by: string
  readonly at: string
  readonly takers: number
  readonly right: number
  readonly fell: number
  readonly state: 'open' | 'ended'
  readonly ended_at: string | null
  readonly quiz: string | null
}
export interface QuizLinks {
  readonly items: readonly QuizLink[]
  readonly total: number
  readonly topics: readonly { readonly topic: string; readonly questions: number }[]
  /** What stands before a code in the address that is printed. */
  readonly root: string
}
export interface QuizLinkInput {
  readonly street: string
  readonly community: string
  readonly topic: string
  readonly until: string
}
export interface QuestionWords {
  readonly ask: string
  readonly options: readonly string[]
}
export interface PublicQuiz {
  readonly topic: string
  readonly community: string
  readonly until: string
  readonly questions: readonly { readonly zh: QuestionWords; readonly en: QuestionWords }[]
  readonly telephone: string
}
export interface QuizMarks {
  readonly right: number
  readonly fell: boolean
  readonly answers: readonly { readonly right: number; readonly zh: string; readonly en: string }[]
}
