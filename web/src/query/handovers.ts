// What screens read and ask of hand-overs. Prosecution and courts hear no stream: what they see is
// read again when they act, and on their word.
import * as api from '@/api/handovers'
import type * as T from '@/api/types'
import { useCommand } from './command'
import { useResource, type Resource } from './resource'

export { packageAt, type HandoverEnd, type ReceiptInput } from '@/api/handovers'

export const useHandovers = (state: () => string): Resource<{ items: T.HandoverSummary[] }> =>
  useResource((signal) => api.handovers({ state: state() }, signal), { topics: ['case'], key: state })
/** Null while none is chosen. */
export const useHandover = (id: () => string): Resource<T.Handover | null> =>
  useResource(async (signal) => (id() === '' ? null : api.handover(id(), signal)), { topics: ['case', 'order'], key: id })
export const useCaseHandovers = (id: () => string): Resource<T.CaseHandovers | null> =>
  useResource(async (signal) => (id() === '' ? null : api.caseHandovers(id(), signal)), {
    topics: ['case', 'order'],
    matters: (event) => event.case === id(),
    key: id,
  })

export const useDraftHandover = () =>
  useCommand((key, id: string, input: T.HandoverInput) => api.draft(id, input, key))
export const useSendHandover = () => useCommand((key, id: string) => api.send(id, key))
export const useEndHandover = () =>
  useCommand((key, id: string, how: api.HandoverEnd, reason: string) => api.end(id, how, reason, key))
export const useReceive = () =>
  useCommand((key, id: string, input: api.ReceiptInput) => api.receive(id, input, key))
export const useAsk = () => useCommand((key, id: string, text: string) => api.askAbout(id, text, key))
export const useAnswer = () =>
  useCommand((key, id: string, index: number, text: string) => api.answer(id, index, text, key))
export const useNameRenewer = () =>
  useCommand((key, id: string, order: string, owner: string) => api.nameRenewer(id, order, owner, key))
export const useKeepFreeze = () =>
  useCommand((key, id: string, order: string, input: { document: string; until: string }) =>
    api.keepFreeze(id, order, input, key),
  )
export const useDispose = () =>
  useCommand((key, id: string, input: T.DisposalInput) => api.dispose(id, input, key))
export const useNoteTreasury = () =>
  useCommand((key, id: string, disposal: number, item: number, input: { number: string; paid_at: string }) =>
    api.noteTreasury(id, disposal, item, input, key),
  )
