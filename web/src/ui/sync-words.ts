import { amount } from '../domain/amounts'
import type { SyncKind } from '../state/sync.svelte'
import type { IconName } from './icons'

export interface Badge {
  icon: IconName
  words: string
  tone: 'ok' | 'wait' | 'bad' | 'plain'
}

/** What the badge says: a shape, a few words, and a tone that says the same. */
export function badgeOf(kind: SyncKind, waiting: number, refused: number, online: boolean): Badge {
  switch (kind) {
    case 'synced':
      return { icon: 'synced', words: 'All synced', tone: 'ok' }
    case 'reading':
      return { icon: 'wait', words: 'Being read', tone: 'plain' }
    case 'offline':
      return { icon: 'offline', words: 'Offline', tone: 'plain' }
    case 'waiting':
      return online
        ? { icon: 'wait', words: `${amount(waiting)} waiting`, tone: 'wait' }
        : { icon: 'offline', words: `Offline, ${amount(waiting)} waiting`, tone: 'wait' }
    case 'attention':
      if (refused === 0) return { icon: 'warn', words: 'Needs attention', tone: 'bad' }
      return {
        icon: 'warn',
        words: `${amount(refused)} ${refused === 1 ? 'needs' : 'need'} attention`,
        tone: 'bad',
      }
    case 'signed-out':
      return { icon: 'person', words: 'Sign in again', tone: 'bad' }
    case 'outdated':
      return { icon: 'warn', words: 'Update needed', tone: 'bad' }
  }
}
