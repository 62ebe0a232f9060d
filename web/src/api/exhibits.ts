// What the server offers about a case's files and exhibits.
import { get, post, upload, withQuery, type Upload } from './client'
import type * as T from './types'

const caseAt = (id: string): string => `/cases/${encodeURIComponent(id)}`
const fileAt = (id: string, file: string): string => `${caseAt(id)}/files/${encodeURIComponent(file)}`
const exhibitAt = (id: string, exhibit: string): string => `${caseAt(id)}/exhibits/${encodeURIComponent(exhibit)}`

export const files = (id: string, signal?: AbortSignal): Promise<T.Page<T.CaseFileRow>> =>
  get(`${caseAt(id)}/files`, { limit: 200 }, signal)
/** Its name and note go in headers: addresses are written into logs on their way. */
export const addFile = (
  id: string,
  file: File,
  told: T.FileTold,
  onSent: (bytes: number) => void,
): Upload<{ file: string; seq: number }> =>
  upload(
    withQuery(`${caseAt(id)}/files`, { origin: told.origin, order: told.order, document: told.document }),
    file,
    'application/octet-stream',
    onSent,
    { 'X-File-Name': encodeURIComponent(file.name), 'X-File-Note': encodeURIComponent(told.note) },
  )
export const scanFile = (id: string, file: string, key: string): Promise<object> =>
  post(`${fileAt(id, file)}/scan`, {}, key)
export const takeStatement = (id: string, file: string, key: string): Promise<T.StatementTaken> =>
  post(`${fileAt(id, file)}/statement`, {}, key)
export const fileAddress = (id: string, file: string): string => `/api/v1${fileAt(id, file)}`

export const exhibits = (id: string, signal?: AbortSignal): Promise<T.Page<T.ExhibitRow>> =>
  get(`${caseAt(id)}/exhibits`, { limit: 100 }, signal)
export const askForExhibit = (id: string, input: T.ExhibitInput, key: string): Promise<{ exhibit: string }> =>
  post(`${caseAt(id)}/exhibits`, input, key)
export const exhibitProof = (id: string, exhibit: string, signal?: AbortSignal): Promise<T.ExhibitProof> =>
  get(`${exhibitAt(id, exhibit)}/proof`, {}, signal)
export const exhibitAddress = (id: string, exhibit: string): string => `/api/v1${exhibitAt(id, exhibit)}`
