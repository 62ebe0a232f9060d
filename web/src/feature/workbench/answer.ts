// An answer of the workbench as rows of a table.
import type { AccountRef, AnswerCell, CellForm, WorkbenchAnswer } from '@/api/types'
import { locale } from '@/model/locale'
import { fen, formatYuan } from '@/model/money'
import { formatBeijing, parseInstant } from '@/model/instant'
import { wordOf } from '@/model/words'
import type { Column } from '@/ui/table'
import { cell_words, column_words, remark_words } from './texts'

export interface AnswerRow {
  readonly key: string
  readonly cells: readonly AnswerCell[]
}

export const rowsOf = (answer: WorkbenchAnswer): AnswerRow[] =>
  answer.rows.map((cells, i) => ({ key: String(i), cells }))

function textOf(cell: AnswerCell, form: CellForm, accounts: { readonly [ref: string]: AccountRef }): string | number | null {
  if (cell === null) return null
  if (Array.isArray(cell)) {
    return form === 'accounts' ? cell.map((ref: string) => `${accounts[ref]?.number ?? ref} ${accounts[ref]?.name ?? ''}`.trim()).join(' → ') : cell.join(' ')
  }
  if (form === 'yuan') return formatYuan(fen(Number(cell)))
  if (form === 'moment') {
    const at = parseInstant(String(cell))
    return at === null ? '' : formatBeijing(at)
  }
  if (form === 'number') return Number(cell)
  const word = cell_words[String(cell)]
  return word === undefined ? String(cell) : wordOf(word)
}
function sortOf(cell: AnswerCell, form: CellForm): number | string {
  if (cell === null) return ''
  if (Array.isArray(cell)) return cell.length
  return form === 'yuan' || form === 'number' ? Number(cell) : String(cell)
}
export function titleOf(column: string): string {
  const word = column_words[column]
  return word === undefined ? column : wordOf(word)
}

export function columnsOf(answer: WorkbenchAnswer): Column<AnswerRow>[] {
  return answer.columns.map((column, i) => ({
    key: `c${i}`,
    title: titleOf(column.name),
    ...(column.form === 'yuan' || column.form === 'number' ? { align: 'right' as const } : {}),
    sort: (row) => sortOf(row.cells[i] ?? null, column.form),
    cell: (row) => textOf(row.cells[i] ?? null, column.form, answer.accounts),
  }))
}

/** The remark in the language of the screen. */
export function remarkOf(remark: WorkbenchAnswer['remarks'][number]): string {
  const words = locale.value === 'zh' ? remark_words[remark.key] : undefined
  if (words === undefined) return remark.text
  let i = 0
  return words.replace(/\{\}/g, () => remark.values[i++] ?? '')
}

/** What a recording is asked for, from a row of the question "cash". */
export interface CashSpot {
  readonly accounts: readonly AccountRef[]
  readonly place: string
  readonly from: string
  readonly until: string
  readonly overwrites: string | null
}
const around_ms = 10 * 60_000
export function spotOf(answer: WorkbenchAnswer, row: AnswerRow): CashSpot | null {
  const at = (name: string): AnswerCell => row.cells[answer.columns.findIndex((column) => column.name === name)] ?? null
  const by = at('by')
  const first = parseInstant(typeof at('first') === 'string' ? String(at('first')) : null)
  const last = parseInstant(typeof at('last') === 'string' ? String(at('last')) : null)
  if (!Array.isArray(by) || first === null || last === null) return null
  const lost = at('recorded_until')
  return {
    accounts: by.flatMap((ref: string) => answer.accounts[ref] ?? []),
    place: [at('place'), at('terminal')].filter((text) => typeof text === 'string' && text !== '').join(' '),
    from: formatBeijing(first - around_ms).slice(0, 16),
    until: formatBeijing(last + around_ms).slice(0, 16),
    overwrites: typeof lost === 'string' ? formatBeijing(parseInstant(lost) ?? last).slice(0, 16) : null,
  }
}
