import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { sha256Hex } from './sha256'

describe('sha256Hex', () => {
  it('is what others compute, across the ends of blocks', () => {
    for (const length of [0, 1, 3, 54, 55, 56, 63, 64, 65, 119, 120, 200]) {
      const text = '反a7'.repeat(length).slice(0, length)
      expect(sha256Hex(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'))
    }
  })
  it('knows the standard’s own example', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
})
