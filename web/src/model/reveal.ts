// Showing personal data in the clear is an act of its own: it needs a reason and is logged. Parts that
// show masked data ask through this port; the application answers with a dialog and the server's reply.
import type { ComputedRef, InjectionKey } from 'vue'
import type { RevealInput } from '@/api/types'

export type RevealValues = { readonly [field: string]: string }
export type AskReveal = (what: Omit<RevealInput, 'reason'>) => Promise<RevealValues | null>
export const reveal_key: InjectionKey<AskReveal> = Symbol('reveal')
/** Whether this person may ask at all. */
export const may_reveal_key: InjectionKey<ComputedRef<boolean>> = Symbol('may reveal')
