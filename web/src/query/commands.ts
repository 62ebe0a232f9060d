// What screens ask of the server. Orders are never shown as done before the server says so.
import * as api from '@/api/endpoints'
import type * as T from '@/api/types'
import { useCommand } from './command'

export const useProposeScoring = () =>
  useCommand((key, input: T.ScoringInput) => api.proposeScoring(input, key))
export const useExtension = () => useCommand((key, extension: string) => api.takeExtension(extension, key))
export const useFileCall = () =>
  useCommand((key, id: string, about: { case?: string; warning?: string }) => api.fileCall(id, about, key))
export const useDial = () =>
  useCommand((key, about: { case?: string; warning?: string }) => api.dialCall(about, key))
export const useOnboarding = () =>
  useCommand((key, code: string, step: api.OnboardingStep, reason: string, report: string) =>
    api.moveOnboarding(code, step, reason, report, key),
  )
export const useScoringAct = () =>
  useCommand((key, id: string, act: api.ScoringAct, reason: string) => api.actOnScoring(id, act, reason, key))
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
export const useNoteTrait = () =>
  useCommand((key, id: string, kind: T.TraitKind, text: string) => api.noteTrait(id, kind, text, key))
export const useLinkCases = () =>
  useCommand((key, id: string, word: T.LinkWord, other: string, reason: string) =>
    api.linkCases(id, word, other, reason, key),
  )
export const useUndoLink = () =>
  useCommand((key, id: string, reason: string) => api.undoLink(id, reason, key))
export const useComment = () => useCommand((key, id: string, text: string) => api.comment(id, text, key))
export const useOpenTask = () =>
  useCommand((key, id: string, input: T.TaskInput) => api.openTask(id, input, key))
export const useAssignTasks = () => useCommand((key, input: T.AssignInput) => api.assignTasks(input, key))
export const useSaveFilter = () => useCommand((key, filter: T.SavedFilter) => api.saveFilter(filter, key))
export const useDropFilter = () =>
  useCommand((key, page: string, name: string) => api.dropFilter(page, name, key))
export const useFileCase = () =>
  useCommand((key, id: string, input: T.FilingInput) => api.fileCase(id, input, key))
export const useReviewTruth = () =>
  useCommand((key, id: string, verdict: T.Verdict, reason: string) =>
    api.reviewTruth(id, verdict, reason, key),
  )
export const useStudyCase = () =>
  useCommand((key, id: string, input: T.StudyInput) => api.studyCase(id, input, key))
export const useRecordInquiry = () =>
  useCommand((key, id: string, work: string) => api.recordInquiry(id, work, key))
export const useRecordResult = () =>
  useCommand((key, id: string, kind: T.ResultKind, text: string) => api.recordResult(id, kind, text, key))
export const useDraftFreeze = () =>
  useCommand((key, id: string, input: T.FreezeInput) => api.draftFreeze(id, input, key))
export const useRenewFreeze = () =>
  useCommand((key, id: string, input: T.RenewalInput) => api.renewFreeze(id, input, key))
export const useUnfreeze = () =>
  useCommand((key, id: string, input: { document: string; second: string; reason: string }) =>
    api.unfreeze(id, input, key),
  )
export const useScreenFreeze = () =>
  useCommand((key, id: string, finding: T.Finding, reason: string) =>
    api.screenFreeze(id, finding, reason, key),
  )
export const useExtendStop = () =>
  useCommand((key, id: string, reason: string) => api.extendStop(id, reason, key))
export const useProtectiveStop = () =>
  useCommand((key, id: string, input: T.ProtectiveStopInput) =>
    api.draftProtectiveStop(id, input, key),
  )
export const useRevokeProtection = () =>
  useCommand((key, id: string, reason: string) => api.revokeProtection(id, reason, key))
export const useRequestEvidence = () =>
  useCommand((key, id: string, input: T.EvidenceInput) => api.requestEvidence(id, input, key))
export const useReturnFunds = () =>
  useCommand((key, id: string, input: T.ReturnInput) => api.returnFunds(id, input, key))
export const useRestrictMark = () =>
  useCommand((key, id: string, input: T.RestrictionInput) => api.restrictMark(id, input, key))
export const useLiftRestriction = () =>
  useCommand((key, id: string, input: { second: string; reason: string }) =>
    api.liftRestriction(id, input, key),
  )
export const useSpeakOrder = () =>
  useCommand((key, id: string, input: T.SpokenInput) => api.speakOrder(id, input, key))
export const useSpokenAnswer = () =>
  useCommand((key, id: string, input: T.SpokenAnswerInput) => api.spokenAnswer(id, input, key))
export const useWithdrawFiling = () =>
  useCommand((key, id: string, input: T.WithdrawalInput) => api.withdrawFiling(id, input, key))
export const useSupplyPaper = () =>
  useCommand((key, id: string, document: string) => api.supplyPaper(id, document, key))
export const useIssuePaper = () =>
  useCommand((key, order: string, kind: T.PaperKind) => api.issuePaper(order, kind, key))
export const useAdvice = () => useCommand((_key, text: string) => api.advise(text))
export const useFileObjection = () =>
  useCommand((key, code: string, input: T.ObjectionInput) => api.fileObjection(code, input, key))
export const useAnswerObjection = () =>
  useCommand((key, id: string, input: T.AnswerInput) => api.answerObjection(id, input, key))
/** All of them or none: a refusal names the one that stands in the way. */
export const useSignSeveral = () =>
  useCommand((key, act: T.SigningAct, orders: string[], reason: string) =>
    act === 'approve' ? api.approveSeveral(orders, reason, key) : api.signSeveral(orders, reason, key),
  )
export const useDelegateDuty = () =>
  useCommand((key, input: { to: string; until: string; reason: string }) =>
    api.delegateDuty(input, key),
  )
export const useEndDelegation = () => useCommand((key, id: string) => api.endDelegation(id, key))
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
export const useRequeue = () =>
  useCommand((key, id: string, channel: string, reason: string) =>
    api.requeueOrder(id, channel, reason, key),
  )
export const useGiveUp = () =>
  useCommand((key, id: string, reason: string) => api.giveUpOrder(id, reason, key))
export const useOrderFields = () =>
  useCommand((key, id: string, reason: string) => api.orderFields(id, reason, key))
export const useOrderEntered = () =>
  useCommand((key, id: string, number: string) => api.orderEntered(id, number, key))
export const useAcknowledgement = () => useCommand((key, id: string, number: string) => api.acknowledgeOrder(id, number, key))
export const usePartnerReply = () => useCommand((key, reply: T.PartnerReply) => api.replyToOrder(reply, key))
export const useAssistedBatch = () =>
  useCommand((key, orders: string[], reason: string) => api.assistedBatch(orders, reason, key))
export const useAssistedResults = () =>
  useCommand((_key, file: Blob, isTrial: boolean) => api.assistedResults(file, isTrial))
export type { ErasureStep, OrderAction } from '@/api/endpoints'
export const paperAddress = api.paperAddress
export const posterAddress = api.posterAddress
export const checkIntake = api.check
export const searchAll = api.search
export const readMoreCases = api.cases
export const readMoreOrders = api.orders
export const useTakeStep = () =>
  useCommand((key, id: string, input: T.StepInput) => api.takeStep(id, input, key))
export const useConcludeWarning = () =>
  useCommand((key, id: string, input: T.OutcomeInput) => api.concludeWarning(id, input, key))
export const useAssignWarning = () =>
  useCommand((key, id: string, input: { unit: string; reason: string }) => api.assignWarning(id, input, key))
export const usePlaceWarning = () =>
  useCommand((key, id: string, input: { area?: string; street?: string }) => api.placeWarning(id, input, key))
export const useNameWarned = () =>
  useCommand((key, id: string, input: { name: string; phone: string }) => api.nameWarned(id, input, key))
