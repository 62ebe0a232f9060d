// What screens ask of the server. Orders are never shown as done before the server says so.
import * as api from '@/api/endpoints'
import type * as T from '@/api/types'
import { useCommand } from './command'

export const useReport = () => useCommand((key, input: T.ReportInput) => api.report(input, key))
export const useAddLoss = () =>
  useCommand((key, id: string, loss: T.LossInput) => api.addLoss(id, loss, key))
export const useOrderAction = () =>
  useCommand((key, id: string, action: api.OrderAction, reason: string) =>
    api.actOnOrder(id, action, reason, key),
  )
export const useDraftStop = () =>
  useCommand((key, id: string, stop: { account: string; amount_fen?: number; reason: string }) =>
    api.draftStop(id, stop, key),
  )
export const useCascade = () =>
  useCommand(
    (
      key,
      id: string,
      bounds: { hops_max: number; amount_max_fen: number; minutes: number; accounts_max: number },
    ) => api.authoriseCascade(id, bounds, key),
  )
export const useNamePayee = () =>
  useCommand((key, id: string, index: number, input: T.PayeeInput) =>
    api.namePayee(id, index, input, key),
  )
export const useCompleteVictim = () =>
  useCommand((key, id: string, input: T.VictimInput) => api.completeVictim(id, input, key))
export const useErasure = () =>
  useCommand((key, id: string, step: api.ErasureStep, reason: string) =>
    api.erasure(id, step, reason, key),
  )
export const useCloseCase = () =>
  useCommand((key, id: string, input: T.CloseInput) => api.closeCase(id, input, key))
export const useReopenCase = () =>
  useCommand((key, id: string, reason: string) => api.reopenCase(id, reason, key))
export const useFinishTask = () =>
  useCommand((key, id: string, note: string) => api.finishTask(id, note, key))
export const useAcknowledgeAlarm = () => useCommand((_key, id: string) => api.acknowledgeAlarm(id))
export const useReveal = () => useCommand((_key, what: T.RevealInput) => api.reveal(what))
export const useAddUser = () => useCommand((_key, input: T.UserInput) => api.addUser(input))
export const useDisableUser = () => useCommand((_key, name: string) => api.disableUser(name))
export const useAddApiKey = () =>
  useCommand((_key, input: { name: string; role: T.Role; institution: string | null }) =>
    api.addApiKey(input),
  )
export type { ErasureStep, OrderAction } from '@/api/endpoints'
export const checkIntake = api.check
export const searchAll = api.search
export const readMoreCases = api.cases
export const readMoreOrders = api.orders
