// What screens read and ask of a case's files and exhibits.
import { onScopeDispose, shallowRef, type Ref } from 'vue'
import * as api from '@/api/exhibits'
import type * as T from '@/api/types'
import { useCommand } from './command'
import { useResource, type Resource } from './resource'

export { exhibitAddress, fileAddress } from '@/api/exhibits'

export const useFiles = (id: () => string): Resource<T.Page<T.CaseFileRow>> =>
  useResource((signal) => api.files(id(), signal), { topics: ['file'], key: id })
export const useExhibits = (id: () => string): Resource<T.Page<T.ExhibitRow>> =>
  useResource((signal) => api.exhibits(id(), signal), { topics: ['exhibit'], key: id })

export const useScanFile = () => useCommand((key, id: string, file: string) => api.scanFile(id, file, key))
export const useTakeStatement = () =>
  useCommand((key, id: string, file: string) => api.takeStatement(id, file, key))
export const useAskForExhibit = () =>
  useCommand((key, id: string, input: T.ExhibitInput) => api.askForExhibit(id, input, key))
export const useExhibitProof = () =>
  useCommand((_key, id: string, exhibit: string) => api.exhibitProof(id, exhibit))

export interface Handing {
  /** How much of the file was sent, 0 to 1; null while nothing is under way. */
  readonly sent: Readonly<Ref<number | null>>
  readonly problem: Readonly<Ref<unknown>>
  /** The file's number, or null when it failed or was broken off. */
  hand(id: string, file: File, told: T.FileTold): Promise<string | null>
  cancel(): void
}

export function useHandIn(): Handing {
  const sent = shallowRef<number | null>(null)
  const problem = shallowRef<unknown>(null)
  let cancelUpload: () => void = () => {}

  async function hand(id: string, file: File, told: T.FileTold): Promise<string | null> {
    sent.value = 0
    problem.value = null
    const upload = api.addFile(id, file, told, (bytes) => (sent.value = file.size === 0 ? 1 : bytes / file.size))
    cancelUpload = upload.cancel
    try {
      return (await upload.answer).file
    } catch (cause) {
      if (!(cause instanceof DOMException && cause.name === 'AbortError')) problem.value = cause
      return null
    } finally {
      sent.value = null
      cancelUpload = () => {}
    }
  }
  const cancel = (): void => cancelUpload()
  onScopeDispose(cancel)
  return { sent, problem, hand, cancel }
}
