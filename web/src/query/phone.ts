// Calls that the exchange dials for whoever sits at a telephone: whether it can, and the asking.
import { computed, ref } from 'vue'
import { ElMessage } from 'element-plus'
import { defineTexts } from '@/model/locale'
import { tell } from '@/model/problem'
import { useDial } from './commands'

/** Kept by the telephone in the frame: an exchange is there, and this desk has an extension. */
export const mayDial = ref(false)

const t = defineTexts({
  zh: { dial: '拨打', asked: '话务系统正在拨打，请接起本席位电话' },
  en: { dial: 'Dial', asked: 'Being dialled: pick up the telephone at this desk' },
})

/** A button's words, and what it does: rings this desk first, then the victim or the warned person. */
export function useDialling() {
  const command = useDial()
  async function dial(about: { case?: string; warning?: string }): Promise<void> {
    if ((await command.run(about)) !== null) {
      ElMessage.success(t.value.asked)
      return
    }
    const told = tell(command.problem.value)
    ElMessage.error(`${told.text} ${told.advice}`)
  }
  return { mayDial, dial, isBusy: command.isBusy, word: computed(() => t.value.dial) }
}
