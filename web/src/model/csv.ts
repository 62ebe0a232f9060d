// CSV for spreadsheets: UTF-8 with a byte-order mark (or Excel reads it as the local code page), CRLF,
// and no cell that a spreadsheet would run as a formula.

export type Cell = string | number | null

export function toCsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `\uFEFF${[header, ...rows].map((row) => row.map(quote).join(',')).join('\r\n')}\r\n`
}

function quote(cell: Cell): string {
  const text = String(cell ?? '')
  const isFormula = typeof cell === 'string' && /^[=+@\t\r]|^-(?![\d.]+$)/.test(text)
  // Excel turns sixteen digits into a float: an account number stays text behind an apostrophe.
  const isLongNumber = typeof cell === 'string' && /^\d{12,}$/.test(text)
  const safe = isFormula || isLongNumber ? `'${text}` : text
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Hands bytes to the browser as a download. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

export function saveCsv(
  name: string,
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
): void {
  saveFile(name, new Blob([toCsv(header, rows)], { type: 'text/csv;charset=utf-8' }))
}
