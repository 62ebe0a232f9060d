// Scores come in millionths; people read two digits.

export function scoreText(millionths: number | null): string {
  return millionths === null ? '—' : (millionths / 1_000_000).toFixed(2)
}
