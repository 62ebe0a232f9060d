// What the server offers about persons dealt with and leads.
import { get, post, type Params } from './client'
import type * as T from './types'

const personAt = (id: string): string => `/persons/${encodeURIComponent(id)}`
const leadAt = (id: string): string => `/leads/${encodeURIComponent(id)}`

export const persons = (filter: Params, signal?: AbortSignal): Promise<T.PersonPage> => get('/persons', filter, signal)
export const person = (id: string, signal?: AbortSignal): Promise<T.Person> => get(personAt(id), {}, signal)
export const personTimeline = (id: string, signal?: AbortSignal): Promise<T.Timeline> =>
  get(`${personAt(id)}/timeline`, { limit: 200 }, signal)
export const personTerms = (signal?: AbortSignal): Promise<T.PersonTerms> => get('/person-terms', {}, signal)
export const figures = (filter: Params, signal?: AbortSignal): Promise<T.PersonFigures> => get('/persons/figures', filter, signal)
export const records = (filter: Params, signal?: AbortSignal): Promise<T.PersonRecords> =>
  get('/persons/figures/records', filter, signal)
export const filePerson = (input: T.PersonInput, key: string): Promise<{ person: string }> => post('/persons', input, key)
export const notePerson = (id: string, input: T.PersonFactsInput, key: string): Promise<object> =>
  post(`${personAt(id)}/facts`, input, key)
export const movePerson = (id: string, input: { where: T.Whereabouts; country?: string }, key: string): Promise<object> =>
  post(`${personAt(id)}/whereabouts`, input, key)
export const linkPerson = (id: string, input: { case: string; role: string }, key: string): Promise<object> =>
  post(`${personAt(id)}/cases`, input, key)
export const unlinkPerson = (id: string, input: { case: string; reason: string }, key: string): Promise<object> =>
  post(`${personAt(id)}/cases/unlink`, input, key)
export const takePersonStep = (id: string, input: T.PersonStepInput, key: string): Promise<{ step: string }> =>
  post(`${personAt(id)}/steps`, input, key)
export const undoPersonStep = (id: string, step: number, reason: string, key: string): Promise<object> =>
  post(`${personAt(id)}/steps/${step}/undo`, { reason }, key)

export const leads = (filter: Params, signal?: AbortSignal): Promise<T.LeadPage> => get('/leads', filter, signal)
export const listLead = (input: T.LeadInput, key: string): Promise<{ lead: string }> => post('/leads', input, key)
export const assignLead = (id: string, owner: string, reason: string, key: string): Promise<object> =>
  post(`${leadAt(id)}/owner`, { owner, reason }, key)
export const takeLeadStep = (id: string, code: string, note: string, key: string): Promise<object> =>
  post(`${leadAt(id)}/steps`, { code, note }, key)
export const endLead = (id: string, input: { code: string; note: string; person?: string }, key: string): Promise<object> =>
  post(`${leadAt(id)}/result`, input, key)
