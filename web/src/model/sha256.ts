// SHA-256 (FIPS 180-4) of a short text. The browser's own is absent on pages without TLS, where a
// citizen may all the same want to ask.
const round_constants = constantsOf(64, 1 / 3)
const start = constantsOf(8, 1 / 2)

/** The first 32 bits of the fractional parts of a root of the first primes. */
function constantsOf(count: number, power: number): Uint32Array {
  const words = new Uint32Array(count)
  for (let n = 2, found = 0; found < count; n++) {
    let isPrime = true
    for (let d = 2; d * d <= n && isPrime; d++) isPrime = n % d !== 0
    if (isPrime) words[found++] = ((n ** power) % 1) * 2 ** 32
  }
  return words
}

const rotated = (x: number, by: number): number => (x >>> by) | (x << (32 - by))

export function sha256Hex(text: string): string {
  const bytes = new TextEncoder().encode(text)
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor((bytes.length * 8) / 2 ** 32))
  view.setUint32(padded.length - 4, (bytes.length * 8) >>> 0)
  const hash = Uint32Array.from(start)
  for (let at = 0; at < padded.length; at += 64) addBlock(hash, view, at)
  return Array.from(hash, (word) => word.toString(16).padStart(8, '0')).join('')
}

function addBlock(hash: Uint32Array, view: DataView, at: number): void {
  const w = new Uint32Array(64)
  for (let i = 0; i < 16; i++) w[i] = view.getUint32(at + 4 * i)
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15] ?? 0
    const y = w[i - 2] ?? 0
    const small = rotated(x, 7) ^ rotated(x, 18) ^ (x >>> 3)
    const large = rotated(y, 17) ^ rotated(y, 19) ^ (y >>> 10)
    w[i] = (w[i - 16] ?? 0) + small + (w[i - 7] ?? 0) + large
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash
  for (let i = 0; i < 64; i++) {
    const choice = (e & f) ^ (~e & g)
    const majority = (a & b) ^ (a & c) ^ (b & c)
    const one = (h + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + choice + (round_constants[i] ?? 0) + (w[i] ?? 0)) | 0
    const two = ((rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + majority) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0]
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) hash[i] = (hash[i] ?? 0) + word
}
