import {
  IsDecimal,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
} from 'class-validator'

export class SetContent {
  @IsUUID() workout_exercise_id: string
  @IsOptional() @IsIn(['warmup', 'working']) set_type?: string = 'working'
  @IsInt() @Min(1) @Max(32767) set_index: number
  @IsOptional() @IsInt() @Min(0) @Max(32767) reps?: number
  @IsOptional() @IsDecimal({ decimal_digits: '0,3' }) load?: string
  @IsOptional() @IsIn(['kg', 'lb']) load_unit?: string
  @IsOptional() @IsIn(['external', 'bodyweight_plus', 'assisted', 'band']) load_mode?: string
  @IsOptional() @IsDecimal() duration_seconds?: string
  @IsOptional() @IsDecimal() distance?: string
  @IsOptional() @IsIn(['m', 'km', 'mi', 'yd', 'ft']) distance_unit?: string
  @IsOptional() @IsDecimal({ decimal_digits: '0,1' }) rpe?: string
  @IsOptional() @IsDecimal({ decimal_digits: '0,1' }) rir?: string
  @IsOptional() @IsInt() @Min(0) rest_seconds?: number
  @IsOptional() @IsString() @MaxLength(4000) note?: string
  @IsOptional() @IsString() technique?: string
  @IsOptional() @IsUUID() continues_set_id?: string
  @IsISO8601() performed_at: string
  @IsOptional() @IsIn(['left', 'right', 'each']) side?: string
}

/** What an answer shows of a set, which are the names of its columns, too. */
export const SHOWN = [
  ...[
    'id',
    'set_index',
    'set_type',
    'reps',
    'load',
    'load_unit',
    'load_mode',
    'duration_seconds',
    'distance',
  ],
  ...[
    'distance_unit',
    'rpe',
    'rir',
    'rest_seconds',
    'note',
    'technique',
    'continues_set_id',
    'performed_at',
    'side',
  ],
]

/** Written out, since a loop over names is slower. */
export const shownSet = (row: any) => ({
  id: row.id,
  set_index: row.set_index,
  set_type: row.set_type,
  reps: row.reps,
  load: row.load,
  load_unit: row.load_unit,
  load_mode: row.load_mode,
  duration_seconds: row.duration_seconds,
  distance: row.distance,
  distance_unit: row.distance_unit,
  rpe: row.rpe,
  rir: row.rir,
  rest_seconds: row.rest_seconds,
  note: row.note,
  technique: row.technique,
  continues_set_id: row.continues_set_id,
  performed_at: row.performed_at,
  side: row.side,
  version: +row.version,
})

/** One page and where the next one begins. There is one row more than is shown, if there is a next one. */
export function page(rows: any[], limit: number, key: (row: any) => unknown[]) {
  const items = rows.slice(0, limit)
  const cursor = () => Buffer.from(JSON.stringify(key(items[limit - 1]))).toString('base64url')
  return { items, next_cursor: rows.length > limit ? cursor() : null }
}

const DAY_MS = 86_400_000
export const isInFuture = (startedAt: Date) => startedAt.getTime() > Date.now() + DAY_MS
