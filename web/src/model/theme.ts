// Light or dark: the system's wish until the user says otherwise.
import { computed, ref, watchEffect } from 'vue'

export type Theme = 'light' | 'dark'
const key = 'holdfast.theme'
const wish = window.matchMedia('(prefers-color-scheme: dark)')
const system = ref<Theme>(wish.matches ? 'dark' : 'light')
const stored = localStorage.getItem(key)
const chosen = ref<Theme | null>(stored === 'light' || stored === 'dark' ? stored : null)

wish.addEventListener('change', (event) => (system.value = event.matches ? 'dark' : 'light'))

export const theme = computed<Theme>(() => chosen.value ?? system.value)
export function switchTheme(): void {
  chosen.value = theme.value === 'dark' ? 'light' : 'dark'
  localStorage.setItem(key, chosen.value)
}
watchEffect(() => document.documentElement.classList.toggle('dark', theme.value === 'dark'))
