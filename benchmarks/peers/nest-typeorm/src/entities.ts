import { Column, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryColumn } from 'typeorm'

/** A row's version by PostgreSQL's own means. The tracker's is a hash of the row, which costs it more. */
const VERSION = { name: 'xmin', type: 'text', insert: false, update: false } as const

@Entity('exercises')
export class Exercise {
  @PrimaryColumn('uuid') id: string
  @Column('text') name: string
  @Column('uuid', { nullable: true }) owner_id: string | null
  @Column('text', { nullable: true }) equipment: string | null
  @Column('text') measurement: string
  @Column('text') load_mode: string
  @Column('text') laterality: string
  @Column('text') primary_muscles: string
  @Column('timestamptz', { nullable: true }) archived_at: Date | null
}

@Entity('exercise_sets')
export class ExerciseSet {
  @PrimaryColumn('uuid') user_id: string
  @PrimaryColumn('uuid') id: string
  @Column('uuid') session_exercise_id: string
  @Column('uuid') exercise_id: string
  @Column('text') set_type: string
  @Column('smallint') set_index: number
  @Column('smallint', { nullable: true }) reps: number | null
  @Column('numeric', { nullable: true }) load: string | null
  @Column('text', { nullable: true }) load_unit: string | null
  @Column('text', { default: 'external' }) load_mode: string
  @Column('numeric', { nullable: true }) duration_seconds: string | null
  @Column('numeric', { nullable: true }) distance: string | null
  @Column('text', { nullable: true }) distance_unit: string | null
  @Column('numeric', { nullable: true }) rpe: string | null
  @Column('numeric', { nullable: true }) rir: string | null
  @Column('int', { nullable: true }) rest_seconds: number | null
  @Column('text', { default: '' }) note: string
  @Column('text', { nullable: true }) technique: string | null
  @Column('uuid', { nullable: true }) continues_set_id: string | null
  @Column('timestamptz') performed_at: Date
  @Column('text', { nullable: true }) side: string | null
  @Column('bytea', { nullable: true, select: false }) creation_digest: Buffer
  @Column(VERSION) version: string
  @ManyToOne(() => SessionExercise, (entry) => entry.sets)
  @JoinColumn([
    { name: 'user_id', referencedColumnName: 'user_id' },
    { name: 'session_exercise_id', referencedColumnName: 'id' },
  ])
  session_exercise: any
}

@Entity('session_exercises')
export class SessionExercise {
  @PrimaryColumn('uuid') user_id: string
  @PrimaryColumn('uuid') id: string
  @Column('uuid') session_id: string
  @Column('uuid') exercise_id: string
  @Column('int') display_order: number
  @Column('text') notes: string
  @Column('smallint', { nullable: true }) superset_group: number | null
  @Column('jsonb', { nullable: true }) target: unknown
  @Column('text') returning_note: string
  @Column('uuid', { nullable: true }) plan_exercise_id: string | null
  @Column(VERSION) version: string
  @ManyToOne(() => Workout, (workout) => workout.exercises)
  @JoinColumn([
    { name: 'user_id', referencedColumnName: 'user_id' },
    { name: 'session_id', referencedColumnName: 'id' },
  ])
  session: any
  @ManyToOne(() => Exercise) @JoinColumn({ name: 'exercise_id' }) exercise: Exercise
  @OneToMany(() => ExerciseSet, (set) => set.session_exercise) sets: ExerciseSet[]
}

@Entity('workout_sessions')
export class Workout {
  @PrimaryColumn('uuid') user_id: string
  @PrimaryColumn('uuid') id: string
  @Column('text') status: string
  @Column('text') name: string
  @Column('timestamptz') started_at: Date
  @Column('timestamptz', { nullable: true }) completed_at: Date | null
  @Column('date') performed_on: string
  @Column('text') time_zone: string
  @Column('uuid', { nullable: true }) plan_id: string | null
  @Column('uuid', { nullable: true }) plan_day_id: string | null
  @Column('text') notes: string
  @Column('numeric', { nullable: true }) body_weight: string | null
  @Column('text', { nullable: true }) body_weight_unit: string | null
  @Column('timestamptz', { nullable: true }) restored_at: Date | null
  @Column(VERSION) version: string
  @OneToMany(() => SessionExercise, (entry) => entry.session) exercises: SessionExercise[]
}

export const ENTITIES = [Exercise, ExerciseSet, SessionExercise, Workout]
