// Keyboard shortcuts of a screen, alive as long as the component that names them.
import { onBeforeUnmount, onMounted } from 'vue'

/** `Ctrl+K`, `F2`, `Escape`; Ctrl also answers to the Mac's command key. */
export function useKey(shortcut: string, act: (event: KeyboardEvent) => void): void {
  const parts = shortcut.split('+')
  const key = parts.at(-1)?.toLowerCase() ?? ''
  const withCtrl = parts.includes('Ctrl')
  function listen(event: KeyboardEvent): void {
    if (event.key.toLowerCase() !== key || (event.ctrlKey || event.metaKey) !== withCtrl) return
    event.preventDefault()
    act(event)
  }
  onMounted(() => window.addEventListener('keydown', listen))
  onBeforeUnmount(() => window.removeEventListener('keydown', listen))
}
