// What screens read and ask of persons dealt with and of leads.
import type { Params } from '@/api/client'
import * as api from '@/api/persons'
import type * as T from '@/api/types'
import { useCommand } from './command'
import { useResource, type Resource } from './resource'

const ofPerson = (id: () => string) => (event: T.StreamEvent) => event.id === id()

export const usePersons = (filter: () => Params): Resource<T.PersonPage> =>
  useResource((signal) => api.persons(filter(), signal), { topics: ['person'], key: () => JSON.stringify(filter()) })
export const usePerson = (id: () => string): Resource<T.Person> =>
  useResource((signal) => api.person(id(), signal), { topics: ['person'], matters: ofPerson(id), key: id })
export const usePersonTimeline = (id: () => string): Resource<T.Timeline> =>
  useResource((signal) => api.personTimeline(id(), signal), { topics: ['person'], matters: ofPerson(id), key: id })
export const usePersonTerms = (): Resource<T.PersonTerms> => useResource((signal) => api.personTerms(signal))
export const usePersonFigures = (filter: () => Params): Resource<T.PersonFigures> =>
  useResource((signal) => api.figures(filter(), signal), { topics: ['person'], key: () => JSON.stringify(filter()) })
/** Null while no figure is chosen. */
export const usePersonRecords = (filter: () => Params | null): Resource<T.PersonRecords | null> =>
  useResource(
    async (signal) => {
      const asked = filter()
      return asked === null ? null : api.records(asked, signal)
    },
    { topics: ['person'], key: () => JSON.stringify(filter()) },
  )
export const useLeads = (filter: () => Params): Resource<T.LeadPage> =>
  useResource((signal) => api.leads(filter(), signal), { topics: ['lead'], key: () => JSON.stringify(filter()) })

export const useFilePerson = () => useCommand((key, input: T.PersonInput) => api.filePerson(input, key))
export const useNotePerson = () => useCommand((key, id: string, input: T.PersonFactsInput) => api.notePerson(id, input, key))
export const useMovePerson = () =>
  useCommand((key, id: string, input: { where: T.Whereabouts; country?: string }) => api.movePerson(id, input, key))
export const useLinkPerson = () =>
  useCommand((key, id: string, input: { case: string; role: string }) => api.linkPerson(id, input, key))
export const useUnlinkPerson = () =>
  useCommand((key, id: string, input: { case: string; reason: string }) => api.unlinkPerson(id, input, key))
export const useTakePersonStep = () =>
  useCommand((key, id: string, input: T.PersonStepInput) => api.takePersonStep(id, input, key))
export const useUndoPersonStep = () =>
  useCommand((key, id: string, step: number, reason: string) => api.undoPersonStep(id, step, reason, key))
export const useListLead = () => useCommand((key, input: T.LeadInput) => api.listLead(input, key))
export const useAssignLead = () =>
  useCommand((key, id: string, owner: string, reason: string) => api.assignLead(id, owner, reason, key))
export const useTakeLeadStep = () =>
  useCommand((key, id: string, code: string, note: string) => api.takeLeadStep(id, code, note, key))
export const useEndLead = () =>
  useCommand((key, id: string, input: { code: string; note: string; person?: string }) => api.endLead(id, input, key))
