// One form for each number, and the digest under which it is asked for: what src/indicator/digest.cpp
// does, done here so that the number itself never leaves this page.
import type { NumberKind } from '@/api/outreach'
import { sha256Hex } from './sha256'

/** So many digits of the digest are told. */
export const prefix_digits = 4

const narrow = (text: string): string => text.normalize('NFKC').trim().toLowerCase()
const joined = (text: string): string => text.replaceAll(/[ ()-]/g, '')

/** Null for a text that is none of its kind. */
export function canonical(kind: NumberKind, written: string): string | null {
  const text = narrow(written)
  switch (kind) {
    case 'account': {
      const plain = joined(text)
      return /^[0-9a-z]{8,32}$/.test(plain) ? plain : null
    }
    case 'phone': {
      const plain = joined(text).replace(/^(\+86|0086)/, '')
      const bare = plain.length === 13 && plain.startsWith('861') ? plain.slice(2) : plain
      return /^\+?[0-9]{3,20}$/.test(bare) ? bare : null
    }
    case 'host': {
      const host = text
        .replace(/^.*?:\/\//, '')
        .replace(/[/?#].*$/, '')
        .replace(/^.*@/, '')
        .replace(/:.*$/, '')
        .replace(/\.+$/, '')
        .replace(/^www\./, '')
      return host.length >= 3 && /^[^\s."<>\\][^\s"<>\\]*\.[^\s"<>\\]+$/.test(host) ? host : null
    }
    case 'wechat':
    case 'qq':
    case 'alipay':
      return /^\S{2,64}$/.test(text) ? text : null
  }
}

export const digestOf = (kind: NumberKind, plain: string): string => sha256Hex(`holdfast-1\n${kind}\n${plain}`)
