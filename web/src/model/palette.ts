// Colours of the fund flow picture. They are attributes, not classes, so that an exported file looks
// like the screen. The meaning is that of model/words: red runs, amber waits, green holds, grey is done.
import type { FlowState } from '@/model/flow'
import type { Theme } from '@/model/theme'
import { account_words, type Sign, type Tone } from '@/model/words'

export interface Ink {
  readonly tones: { readonly [tone in Tone]: string }
  readonly text: string
  readonly soft: string
  readonly box: string
  readonly ground: string
  readonly line: string
}

export const inks: { readonly [theme in Theme]: Ink } = {
  light: {
    tones: { running: '#c62828', waiting: '#9a5b00', held: '#1b7a43', done: '#66727f', exit: '#6a3fa0', info: '#1f5fbf' },
    text: '#1b2530',
    soft: '#5d6b7a',
    box: '#ffffff',
    ground: '#ffffff',
    line: '#d5dce4',
  },
  dark: {
    tones: { running: '#ff7b72', waiting: '#e5a83b', held: '#56c285', done: '#8b97a4', exit: '#b894ea', info: '#6ba6f5' },
    text: '#dfe6ee',
    soft: '#8e9cab',
    box: '#1d2731',
    ground: '#182029',
    line: '#313d49',
  },
}

export function lookOf(state: FlowState): { tone: Tone; sign: Sign } {
  switch (state) {
    case 'victim':
      return { tone: 'info', sign: 'dot' }
    case 'empty':
      return { tone: 'done', sign: 'check' }
    case 'folded':
      return { tone: 'done', sign: 'dot' }
    case 'running':
    case 'stopping':
    case 'stopped':
    case 'frozen':
    case 'exit':
    case 'review':
    case 'refused':
    case 'unmet':
    case 'passed':
    case 'closed':
      return account_words[state]
  }
}
