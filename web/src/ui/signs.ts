// The outlines of all signs, 16 by 16, drawn for this console. Shared by icons and the fund flow picture.
import type { Sign } from '@/model/words'

export type IconName =
  | Sign
  | 'search'
  | 'bell'
  | 'sun'
  | 'moon'
  | 'eye'
  | 'down'
  | 'up'
  | 'columns'
  | 'clock'
  | 'phone'
  | 'folder'
  | 'order'
  | 'feed'
  | 'user'
  | 'audit'
  | 'close'
  | 'plus'
  | 'copy'

export const sign_paths: { readonly [name in IconName]: string } = {
  run: 'M3 8h9M8.5 4l4 4-4 4',
  wait: 'M4.5 2h7M4.5 14h7M5 2c0 4 6 4 6 6s-6 2-6 6M11 2c0 4-6 4-6 6s6 2 6 6',
  lock: 'M4 7h8v6.5H4zM5.5 7V5a2.5 2.5 0 0 1 5 0v2',
  check: 'M3 8.5l3.2 3.2L13 4.5',
  cross: 'M4 4l8 8M12 4l-8 8',
  exit: 'M9 2.5H3v11h6M7 8h7M11 5l3 3-3 3',
  pen: 'M3 13l.8-3L11 2.8 13.2 5 6 12.2zM9.5 4.3l2.2 2.2',
  send: 'M2.5 8L13.5 3 10 13.5 7.5 9zM7.5 9l6-6',
  warn: 'M8 2.5l6 11H2zM8 6.5v3.2M8 11.6v.2',
  dot: 'M8 6.5a1.5 1.5 0 1 0 .01 0z',
  search: 'M7 3a4 4 0 1 0 .01 0zM10 10l3.5 3.5',
  bell: 'M3.5 11.5h9c-1-1-1.2-2-1.2-4.2a3.3 3.3 0 0 0-6.6 0c0 2.2-.2 3.2-1.2 4.2zM6.8 13.5h2.4',
  sun: 'M8 5.2a2.8 2.8 0 1 0 .01 0zM8 1.5v1.7M8 12.8v1.7M1.5 8h1.7M12.8 8h1.7M3.4 3.4l1.2 1.2M11.4 11.4l1.2 1.2M12.6 3.4l-1.2 1.2M4.6 11.4l-1.2 1.2',
  moon: 'M13 9.5A5.5 5.5 0 1 1 6.5 3a4.5 4.5 0 0 0 6.5 6.5z',
  eye: 'M1.5 8c3-5.3 10-5.3 13 0-3 5.3-10 5.3-13 0zM8 6.2a1.8 1.8 0 1 0 .01 0z',
  down: 'M8 2.5v8M4.5 7L8 10.5 11.5 7M3 13.5h10',
  up: 'M8 10.5v-8M4.5 6L8 2.5 11.5 6M3 13.5h10',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  clock: 'M8 2.5a5.5 5.5 0 1 0 .01 0zM8 5v3.2l2.2 1.4',
  phone: 'M4 2.5l2 .2.8 3-1.5 1.2c.8 1.7 1.8 2.8 3.5 3.6l1.3-1.5 3 .9.2 2c-.4 1.3-1.6 1.6-2.8 1.4C6.4 12.4 3.3 9 2.6 5.3 2.4 4 2.8 2.9 4 2.5z',
  folder: 'M2 4h4.5l1.3 1.6H14V13H2z',
  order: 'M4 2h8v12H4zM6 5h4M6 8h4M6 11h2.5',
  feed: 'M2 8h3l2-5 3 10 1.8-5H14',
  user: 'M8 3a2.5 2.5 0 1 0 .01 0zM3 13.5c.6-6 9.4-6 10 0',
  audit: 'M8 2l5 2v4c0 3-2.2 5-5 6-2.8-1-5-3-5-6V4zM5.8 8l1.6 1.6 2.8-3',
  close: 'M4 4l8 8M12 4l-8 8',
  plus: 'M8 3v10M3 8h10',
  copy: 'M5.5 5.5h8v8h-8zM3 10.5V2.5h8',
}
