import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb'
import type { Fields, Kind } from './rows'

/**
 * A row as it is stored on this device: as the server has it, and as it is shown. The names of fields and of stores here
 * are what devices have stored, so they stay.
 */
export interface StoredRow {
  kind: Kind
  id: string
  /** That of the server's row; null before the server has one. */
  revision: number | null
  /** The fields of the server's row; null where it is deleted, or not at the server yet. */
  told: Fields | null
  /** `told` with the outbox on top; null where it is gone. */
  shown: Fields | null
  /** How many operations wait for it. */
  waiting: number
  /** Why the server refused one of them. */
  problem?: string
  /** The bootstrap in which it was told last, counted from 1: what a later one does not tell is gone. */
  seen: number
  /** The keys of the indexes; left out where there is nothing to find. */
  parent?: string
  exercise?: string
  at?: number
}

/** What a person did, until the server has answered. `place` is the order. */
export interface Operation {
  place?: number
  id: string
  action: 'create' | 'patch' | 'delete'
  kind: Kind
  /** The id that is sent; `key` is the one under which the row is held, another one of own exercises alone. */
  row: string
  key: string
  base: number
  fields?: Fields
  /** It was on its way to the server, perhaps arrived, and is never changed again. */
  sent: 0 | 1
  /** Why the server refused it; then it waits for the person. */
  problem?: { title: string; status: number; detail: string; field?: string; value?: string }
  /** Instant in milliseconds, for "waiting since". */
  since: number
  /** The revision of the server's schema that the fields were written under; left out by earlier programs. */
  schema?: number
}

/** A notice of the server, beside "done": something was merged, restored, kept in the trash. */
export interface ServerNotice {
  place?: number
  at: number
  outcome: 'merged' | 'restored' | 'deleted'
  kind: Kind
  row: string
  /** Values of others that were overwritten, or what came back. */
  lost?: Fields
  restored?: { kind: Kind; id: string }[]
}

/** How far has been read, and of which server. */
export interface SyncPosition {
  account: string
  device: string
  cursor: string | null
  epoch: string | null
  epoch_revision: number
  revision: number
  catalogue: string | null
  /** The page of the history to ask for next; null when all was read. */
  history: string | null
  /** How many workouts the server had at the bootstrap; left out by earlier programs. */
  workouts?: number
  /** The log was read only in part: more of it is to be asked for at once. */
  behind?: boolean
  /** How many bootstraps there were. */
  bootstraps: number
  /** Instant of the last complete sync, in milliseconds. */
  synced_at: number | null
  /** By which schema and types of fields rows are stored (`ROWS_OF_TODAY`); left out by earlier programs. */
  schema?: string
}

interface Schema extends DBSchema {
  rows: {
    key: [Kind, string]
    value: StoredRow
    indexes: { parent: [Kind, string]; exercise: [Kind, string, number]; at: [Kind, number] }
  }
  /** Of before a backup of the server was restored. */
  old_rows: { key: [Kind, string]; value: StoredRow }
  outbox: { key: number; value: Operation; indexes: { key: [Kind, string] } }
  told: { key: number; value: ServerNotice }
  meta: { key: string; value: SyncPosition }
  /** What a screen keeps for itself over a restart, by a name of its own: sets that are not logged yet, a rest clock. */
  notes: { key: string; value: unknown }
}

export type Database = IDBPDatabase<Schema>
export type Stores = ('rows' | 'old_rows' | 'outbox' | 'told' | 'meta' | 'notes')[]
export type Writing = IDBPTransaction<Schema, Stores, 'readwrite'>
export type Reading = IDBPTransaction<Schema, Stores, 'readonly'>

const VERSION = 1
export const ALL: Stores = ['rows', 'old_rows', 'outbox', 'told', 'meta', 'notes']

export function databaseName(account: string): string {
  return `mygymtracker-${account}`
}

/**
 * The database of one person on this device. `superseded` is called when another tab brings a newer program, and the page
 * has to be loaded again, or (`removed`) takes it off this device: this connection is closed by then. `lost` is called
 * when the browser closed it.
 */
export async function openDatabase(
  account: string,
  superseded: (removed: boolean) => void = () => {},
  lost: () => void = () => {},
): Promise<Database> {
  return openDB<Schema>(databaseName(account), VERSION, {
    upgrade(database) {
      const rows = database.createObjectStore('rows', { keyPath: ['kind', 'id'] })
      rows.createIndex('parent', ['kind', 'parent'])
      rows.createIndex('exercise', ['kind', 'exercise', 'at'])
      rows.createIndex('at', ['kind', 'at'])
      database.createObjectStore('old_rows', { keyPath: ['kind', 'id'] })
      const outbox = database.createObjectStore('outbox', { keyPath: 'place', autoIncrement: true })
      outbox.createIndex('key', ['kind', 'key'])
      database.createObjectStore('told', { keyPath: 'place', autoIncrement: true })
      database.createObjectStore('meta')
      database.createObjectStore('notes')
    },
    blocking(_current, wanted, event) {
      ;(event.target as IDBDatabase).close()
      superseded(wanted === null)
    },
    terminated: lost,
  })
}

/** Survives the loss of power, not only of the tab. */
export function writing(database: Database, stores: Stores): Writing {
  return database.transaction(stores, 'readwrite', { durability: 'strict' })
}
