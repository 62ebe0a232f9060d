// One intention of the user sent to the server. The idempotency key lives as long as the intention:
// trying again after a lost answer repeats the same command, it never makes a second one.
import { shallowRef, type Ref } from 'vue'
import { ApiError, newIdempotencyKey } from '@/api/client'

export interface Command<A extends unknown[], T> {
  readonly isBusy: Readonly<Ref<boolean>>
  readonly problem: Readonly<Ref<unknown>>
  /** The answer, or null when it failed and `problem` says why. */
  run(...input: A): Promise<T | null>
  reset(): void
}

export function useCommand<A extends unknown[], T>(
  send: (key: string, ...input: A) => Promise<T>,
): Command<A, T> {
  const isBusy = shallowRef(false)
  const problem = shallowRef<unknown>(null)
  let key = newIdempotencyKey()
  let sent = ''

  async function run(...input: A): Promise<T | null> {
    if (isBusy.value) return null
    const wanted = JSON.stringify(input)
    if (wanted !== sent) key = newIdempotencyKey()
    sent = wanted
    isBusy.value = true
    problem.value = null
    try {
      const answer = await send(key, ...input)
      key = newIdempotencyKey()
      return answer
    } catch (cause) {
      problem.value = cause
      // A refusal is an answer: the next attempt is a new command. Only silence keeps the key.
      if (cause instanceof ApiError && !cause.isUnreachable) key = newIdempotencyKey()
      return null
    } finally {
      isBusy.value = false
    }
  }
  function reset(): void {
    problem.value = null
    sent = ''
  }
  return { isBusy, problem, run, reset }
}
