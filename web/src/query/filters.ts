// The lists that the user keeps of one page: each is what stands behind "?" in the address.
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useDropFilter, useSaveFilter } from './commands'
import { useFilters } from './reads'

export function useKeptFilters(page: string) {
  const route = useRoute()
  const router = useRouter()
  const all = useFilters()
  const save = useSaveFilter()
  const drop = useDropFilter()
  const kept = computed(() => (all.data.value?.items ?? []).filter((each) => each.page === page))
  const query = computed(() => route.fullPath.split('?')[1] ?? '')

  async function choose(wanted: string): Promise<void> {
    await router.replace(`${route.path}${wanted === '' ? '' : `?${wanted}`}`)
  }
  async function keep(name: string): Promise<void> {
    if ((await save.run({ page, name, query: query.value })) !== null) await all.reload()
  }
  async function forget(name: string): Promise<void> {
    if ((await drop.run(page, name)) !== null) await all.reload()
  }
  return { kept, query, save, choose, keep, forget }
}
