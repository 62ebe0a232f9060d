// Filters, tab and selection live in the address, so that a screen can be sent to a colleague.
import { computed, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** One parameter of the address as a ref; its default value is left out of the address. */
export function useParam(name: string, initial = ''): WritableComputedRef<string> {
  const route = useRoute()
  const router = useRouter()
  return computed({
    get: () => {
      const value = route.query[name]
      return typeof value === 'string' ? value : initial
    },
    set: (value) => {
      const { [name]: _, ...rest } = route.query
      void router.replace({ query: value === initial ? rest : { ...rest, [name]: value } })
    },
  })
}

/** Like useParam for a closed set of words; anything else in the address means the first of them. */
export function useChoice<T extends string>(name: string, choices: readonly [T, ...T[]]): WritableComputedRef<T> {
  const text = useParam(name, choices[0])
  return computed({
    get: () => choices.find((choice) => choice === text.value) ?? choices[0],
    set: (value) => (text.value = value),
  })
}
