// One form for each number, and the digest under which it is asked for: what src/indicator/digest.cpp
// does, done here so that the number itself never leaves this page.
import type { NumberKind } from '@/api/types'
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
      let bare = joined(text)
      for (let rest = ''; rest !== bare; ) {
        rest = bare
        bare = bare.replace(/^(\+86|0086)/, '')
        if (bare === rest && bare.length === 13 && bare.startsWith('861')) bare = bare.slice(2)
      }
      return /^\+?[0-9]{3,20}$/.test(bare) ? bare : null
    }
    case 'host': {
      const host = text
        .replace(/^.*?:\/\//, '')
        .replace(/[/?#].*$/, '')
        .replace(/^.*@/, '')
        .replace(/:.*$/, '')
        .replace(/\.+$/, '')
        .replace(/^(www\.)+/, '')
      return host.length >= 3 && /^[^\s."<>\\][^\s"<>\\]*\.[^\s"<>\\]+$/.test(host) ? host : null
    }
    case 'wechat':
    case 'qq':
    case 'alipay':
      return /^\S{2,64}$/.test(text) ? text : null
  }
}

export const digestOf = (kind: NumberKind, plain: string): string => sha256Hex(`holdfast-1\n${kind}\n${plain}`)
