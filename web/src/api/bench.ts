// What the server offers about statements of banks and the analyst's workbench.
import { ask, askFile, get, post, patch, upload, type Params, type Upload } from './client'
import type * as T from './types'

const caseAt = (id: string): string => `/cases/${encodeURIComponent(id)}`
const statementAt = (id: string): string => `/statements/${encodeURIComponent(id)}`
const analysisAt = (id: string): string => `/analyses/${encodeURIComponent(id)}`

export const sendFile = (file: File, onSent: (bytes: number) => void): Upload<T.StatementFileDone> =>
  upload('/statements/files', file, 'application/octet-stream', onSent)
export const beginPreview = (id: string, plan: T.StatementPlanInput, signal: AbortSignal): Promise<{ preview: string }> =>
  ask(`${caseAt(id)}/statements/preview`, plan, signal)
export const previewOf = (token: string, signal: AbortSignal): Promise<T.StatementPreviewAnswer> =>
  get(`/statements/previews/${encodeURIComponent(token)}`, {}, signal)
export const beginImport = (id: string, input: T.StatementInput, key: string): Promise<{ statement: string }> =>
  post(`${caseAt(id)}/statements`, input, key)
export const statements = (id: string, signal?: AbortSignal): Promise<T.Page<T.Statement>> =>
  get(`${caseAt(id)}/statements`, { limit: 100 }, signal)
export const statement = (id: string, signal?: AbortSignal): Promise<T.Statement> =>
  get(statementAt(id), {}, signal)
export const rejectsAt = (id: string): string => `/api/v1${statementAt(id)}/rejects.csv`
export const askFailed = (id: string, input: T.FailedQueriesInput, key: string): Promise<{ order: string }> =>
  post(`${statementAt(id)}/queries`, input, key)
export const headings = (signal?: AbortSignal): Promise<T.StatementHeadings> =>
  get('/statement-headings', {}, signal)

export const questions = (signal?: AbortSignal): Promise<{ questions: T.WorkbenchQuestion[] }> =>
  get('/workbench/questions', {}, signal)
export const answer = (input: T.AskingInput, signal: AbortSignal): Promise<T.WorkbenchAnswer> =>
  ask('/workbench/answers', input, signal)
export interface FileWish {
  readonly form: 'csv' | 'graphml'
  readonly plain: boolean
  readonly reason: string
}
export const answerFile = (input: T.AskingInput, wish: FileWish): Promise<Blob> =>
  askFile('/workbench/files', { ...input, ...wish })

export const analyses = (params: Params, signal?: AbortSignal): Promise<T.Page<T.Analysis>> =>
  get('/analyses', params, signal)
export const saveAnalysis = (input: T.AskingInput & { name: string; sharing: T.Sharing }, key: string): Promise<{ analysis: string }> =>
  post('/analyses', input, key)
export const changeAnalysis = (id: string, input: { name: string; sharing: T.Sharing }, key: string): Promise<object> =>
  patch(analysisAt(id), input, key)
export const dropAnalysis = (id: string, key: string): Promise<object> => post(`${analysisAt(id)}/drop`, {}, key)
