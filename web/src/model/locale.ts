// The language of the screen: Chinese first, English second, one switch. A feature keeps its texts
// beside itself as `defineTexts({ zh, en })`; the types force both to hold the same keys.
import { computed, ref, watch, type ComputedRef } from 'vue'

export type Locale = 'zh' | 'en'

const key = 'holdfast.locale'
const stored = typeof localStorage === 'undefined' ? null : localStorage.getItem(key)

export const locale = ref<Locale>(stored === 'en' ? 'en' : 'zh')

watch(locale, (value) => localStorage.setItem(key, value))

export function defineTexts<T extends object>(texts: { zh: T; en: T }): ComputedRef<T> {
  return computed(() => texts[locale.value])
}
