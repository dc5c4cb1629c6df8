// Written by docs/generate.py from the program itself. Do not edit: `make docs` writes it anew.

export interface paths {
    "/api/v1/sign-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Can an account be made here?
         * @description For whoever shows a form for it: before anybody is signed in.
         */
        get: operations["getSignUp"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign up
         * @description Makes an account; then sign in. Who may is for this server to say (SIGN_UP): anyone, only the first person, or nobody, and then whoever runs it makes accounts on the command line. Where others can reach it, the first account needs the code that the server shows where it was started.
         */
        post: operations["signUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who am I?
         * @description The account of the person signed in. A browser's cookie is given anew: asked this at every start, it stays for 90 days from the last one.
         */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the password
         * @description Takes the old one too, and ends all other sign-ins, browsers and programs alike; the one that asks goes on.
         */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/deletion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Delete the account
         * @description For good, with everything in it: plans, workouts, measurements, exercises of your own, imports. Asks for the password. Fetch everything first, if you may want it again: GET /api/v1/account/export. All browsers and programs are signed out at once. The shared exercises stay.
         */
        put: operations["deleteAccount"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/login-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where am I signed in?
         * @description All browsers and programs that are signed in, the one seen last first.
         */
        get: operations["listLoginSessions"];
        put?: never;
        /**
         * Sign in a browser
         * @description Sets an HttpOnly, SameSite=Lax cookie that holds for 90 days from when it was last seen, a year at most; what the browser was signed in with before ends. Changes sent with it must come from our own pages (Origin). Ten attempts at an account, then one every 30 seconds.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/login-sessions/{login_session_id}/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sign out another browser or program
         * @description Its next request is refused, with `reason: revoked`: a browser then takes away what it keeps. Asks for the password, so that whoever finds a browser open cannot shut out its owner. The one that asks is ended without: `DELETE /login-sessions/current`.
         */
        put: operations["revokeLoginSession"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who signed in, and who tried?
         * @description Of the last 90 days, newest first.
         */
        get: operations["listSignInEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in-events/acknowledgement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * NamedExercise
         * @description Nothing that is in the list now is news any more.
         */
        put: operations["acknowledgeSignInEvents"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what happened
         * @description Every change of yours that is kept, newest first, in sentences and with how many rows it touched. With `row`, the history of one thing. One page at a time.
         */
        get: operations["listChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/changes/{change}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Take a change back
         * @description What it made goes, what it removed comes back, and the fields that it changed are as they were. What was done later stays; where that is impossible, 409 says what is in the way. An undo is a change, and is taken back like any other. Sent again, it does nothing.
         */
        put: operations["undoChange"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{import_id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Take an import back
         * @description All that it brought goes, as one change; what you did since with other things stays. Sent again, it does nothing. 409 says what was added to it later and would be lost.
         */
        put: operations["undoImport"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List imports
         * @description Every run that was not a dry one, newest first, with what came of it. One page at a time.
         */
        get: operations["listImports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{import_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an import
         * @description One run with its balance, and the rows that were set aside, with their reasons.
         */
        get: operations["getImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{import_id}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the rows of an import
         * @description The rows that a run kept, verbatim and in the order of the file: those of workouts that were added or that now say something else, and all that were set aside. Rows of workouts that were known already are with the run that brought them. One page at a time.
         */
        get: operations["listImportedRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Can it do its work?
         * @description Asks the database which schema it has; 503 when it is away, or when the schema is not the one that this server works with. The answer says which. Where requests can be served and something else went wrong, `problems` says what: `backups` that failed, a `change_log` that a jump of the clock keeps from being shortened.
         */
        get: operations["HealthReadyReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** Account */
        Account: {
            /** Format: uuid */
            id: string;
            /** @description In the form in which it is looked up: lower case. */
            email: string;
            /** Format: date-time */
            created_at: string;
            /** @description What to call you; may be empty. */
            display_name: string;
            /** @description Loads are shown in it where they were not typed in one. */
            unit: components["schemas"]["LoadUnit"];
            /**
             * @description An IANA name; days begin and end there.
             * @example Europe/Berlin
             */
            time_zone: string;
            /** @description 1 is Monday, 7 is Sunday. */
            first_weekday: number;
            /** @description The bars at hand. */
            bars: components["schemas"]["Bar"][];
            /** @description The plates at hand. */
            plates: components["schemas"]["Plate"][];
            /** @description For estimated one-repetition maxima. */
            e1rm_formula: components["schemas"]["E1rmFormula"];
            /** @description Asked for by strength scores alone; never required. */
            sex: components["schemas"]["Sex"] | null;
            /** @description Not later than this year. */
            birth_year: number | null;
            /** @description The number in its ETag. */
            version: number;
        };
        /** AnswerBefore */
        AnswerBefore: {
            /** @description The field of the form that it was said by: unit, time_zone or exercise_units. */
            field: string;
            /** @description Of exercise_units: the name in the file. */
            name: string | null;
            /** @description What was said then; null for nothing. */
            before: string | null;
            /** @description What is said now; null for nothing. */
            now: string | null;
            /** @description Of how many workouts that differ. */
            workouts: number;
        };
        /**
         * Bar
         * @description A bar to load plates on.
         */
        Bar: {
            /**
             * Format: decimal
             * @description In `unit`, above 0, with at most three decimals.
             */
            load: string;
            unit: components["schemas"]["LoadUnit"];
            /** @default  */
            name: string;
        };
        /**
         * BodyPart
         * @description What of the body was measured: its weight, its fat, or a girth.
         * @enum {unknown}
         */
        BodyPart: "body_fat" | "body_weight" | "chest" | "hips" | "left_calf" | "left_forearm" | "left_thigh" | "left_upper_arm" | "neck" | "right_calf" | "right_forearm" | "right_thigh" | "right_upper_arm" | "shoulders" | "waist";
        /**
         * BodyUnit
         * @description The unit of a measurement as it was typed.
         * @enum {unknown}
         */
        BodyUnit: "cm" | "in" | "kg" | "lb" | "percent";
        /** BootstrapAnswer */
        BootstrapAnswer: {
            /** @description The protocol that this server speaks. */
            schema: number;
            /**
             * Format: uuid
             * @description Another one after a backup was restored.
             */
            epoch: string;
            /** @description The last revision of the backup that was restored; 0 if none was. */
            epoch_revision: number;
            /** @description How far your log has come. */
            revision: number;
            /** @description Stands for the shared exercises. When it is another one than you hold, bootstrap. */
            catalogue: string;
            /** @description What others belong to need not come before them. */
            rows: (components["schemas"]["ProfileRow"] | components["schemas"]["ExerciseRow"] | components["schemas"]["PlanRow"] | components["schemas"]["PlanDayRow"] | components["schemas"]["PlanExerciseRow"] | components["schemas"]["WorkoutRow"] | components["schemas"]["WorkoutExerciseRow"] | components["schemas"]["SetRow"] | components["schemas"]["MeasurementRow"])[];
            /** @description For the first pull; in the first answer alone. */
            cursor?: string;
            /** @description How many there are, to say how far one has read; in the first answer alone. */
            workouts?: number;
            /** @description The `page` to ask for next; null after the last one. */
            history: string | null;
        };
        /** ChangePage */
        ChangePage: {
            items: components["schemas"]["ChangeSummary"][];
            /** @description For the next page; null on the last one. */
            next_cursor: string | null;
        };
        /** ChangeSummary */
        ChangeSummary: {
            /** @description What it is called: its revision, with its part where there are several. */
            change: string;
            revision: number;
            part: number;
            /** Format: date-time */
            changed_at: string;
            /** @description Through what it came; psql is whatever did not say. */
            through: components["schemas"]["Through"];
            /** @description What a device that synced calls itself. */
            device: string | null;
            /** @description What it took back, where it is an undo: 57, 57.2, or all from 57 on, 57-. */
            undoes: string | null;
            counts: components["schemas"]["RowCount"][];
            /** @description What happened, at most 20, then how many more there are. */
            sentences: string[];
        };
        /**
         * ChangedKind
         * @description What a row is, in the words of the API. Those that are imported are what an import keeps of its file.
         * @enum {string}
         */
        ChangedKind: "profile" | "exercise" | "exercise_merge" | "plan" | "plan_day" | "plan_exercise" | "workout" | "workout_exercise" | "set" | "measurement" | "import" | "imported_workout" | "imported_row";
        /** ChangedWorkout */
        ChangedWorkout: {
            name: string;
            /**
             * Format: date-time-local
             * @description The wall clock as the file writes it, without a zone.
             */
            local_start: string;
            /** @description What differs: sets, effort, rest, notes, workout notes, supersets, time. */
            differs_in: string[];
        };
        /**
         * DistanceUnit
         * @description The unit of a distance as it was typed.
         * @enum {unknown}
         */
        DistanceUnit: "ft" | "km" | "m" | "mi" | "yd";
        /**
         * E1rmFormula
         * @description By which formula an estimated one-repetition maximum is computed (`progress.formulas`).
         * @enum {unknown}
         */
        E1rmFormula: "brzycki" | "epley" | "lander" | "lombardi" | "mayhew" | "oconner" | "wathan";
        /**
         * Equipment
         * @description What the load hangs on; a bench or a rack is not told.
         * @enum {unknown}
         */
        Equipment: "ball" | "band" | "barbell" | "bodyweight" | "cable" | "cardio_machine" | "dumbbell" | "ez_bar" | "kettlebell" | "machine" | "other" | "plate" | "sled" | "smith_machine" | "suspension" | "trap_bar";
        /** ExerciseFields */
        ExerciseFields: {
            name: string;
            /** @description Other names that it is found by. */
            aliases: string[];
            /** @description What it is done for. */
            primary_muscles: components["schemas"]["Muscle"][];
            /** @description What works along. */
            secondary_muscles: components["schemas"]["Muscle"][];
            equipment: components["schemas"]["Equipment"] | null;
            movement_pattern: components["schemas"]["MovementPattern"] | null;
            /** @description Which numbers a set of it has. */
            measurement: components["schemas"]["Measurement"];
            /** @description What the number of a load means for the movement. */
            load_mode: components["schemas"]["LoadMode"];
            laterality: components["schemas"]["Laterality"];
            default_rest_seconds: number | null;
            /** @description The smallest change of load that makes sense. */
            load_step: string | null;
            load_step_unit: components["schemas"]["LoadUnit"] | null;
            notes: string;
            /** @description Out of sight since then; null while it is in use. */
            archived_at: string | null;
            /** @description Everybody's, and so in nobody's log; otherwise one's own. */
            shared: boolean;
        };
        /** ExerciseRow */
        ExerciseRow: {
            /** Format: uuid */
            id: string;
            /** @description Take the row unless you hold one of a higher revision. */
            revision: number;
            deleted?: true;
            fields?: components["schemas"]["ExerciseFields"];
            /** @constant */
            kind: "exercise";
        };
        /** ExerciseUnit */
        ExerciseUnit: {
            /** @description As the file writes it. */
            name: string;
            /** @description The unit of the numbers of the file. */
            written_in: components["schemas"]["LoadUnit"];
            /**
             * @description What says so: what you said of the whole file (file) or of this exercise (answer), or its own loads, where some were typed in the other unit and converted (dust).
             * @enum {string}
             */
            source: "file" | "dust" | "answer";
            /** @description Loads above 0 that were typed in the other unit; they are read as they were typed. */
            dusty: number;
            /** @description Loads above 0 whose meaning hangs on the unit. */
            plain: number;
            /** @description The heaviest of the dusty loads, else of the others, as the file writes it. */
            example: string;
        };
        /**
         * FieldProblem
         * @description One field that cannot be right: its name as sent, the value as sent, and the rule it breaks.
         */
        FieldProblem: {
            field: string;
            rule: string;
            /** @default null */
            value: string | null;
            /**
             * @description What it could be, the likeliest first, where that is to be chosen.
             * @default []
             */
            choices: string[];
        };
        /** FileReport */
        FileReport: {
            /** @description Rows that were made, by kind. */
            added: {
                [key: string]: number;
            };
            /** @description Corrections and deletions that were done. */
            changed: number;
            /** @description Here already, or deleted here: left as it is. */
            known: number;
            refused: components["schemas"]["RefusedPart"][];
        };
        /** ImportDetail */
        ImportDetail: {
            run: components["schemas"]["ImportRun"];
            /** @description The first 200; all of them: rows?outcome=set_aside. */
            set_aside: components["schemas"]["SetAsideRow"][];
        };
        /** ImportPage */
        ImportPage: {
            items: components["schemas"]["ImportRun"][];
            /** @description For the next page; null on the last one. */
            next_cursor: string | null;
        };
        /** ImportReport */
        ImportReport: {
            /** @description The run; null for a dry run, of which nothing is kept. */
            import_id: string | null;
            dry_run: boolean;
            /**
             * @description The app that wrote the file, told by its content.
             * @enum {string}
             */
            source: "strong" | "hevy";
            /** @description The form of the file: S0 … S3 of Strong, hevy. */
            dialect: string;
            file_name: string;
            /** @description Of all loads; null where every row names its own. */
            unit: components["schemas"]["LoadUnit"] | null;
            /** @description Of every exercise with a load, where the file does not say its unit itself. */
            exercise_units: components["schemas"]["ExerciseUnit"][];
            /** @description Where the clock times of the file were read. */
            time_zone: string;
            /** @description Rows of the file, without its header and lines without any text. */
            rows_in: number;
            set_rows: number;
            rest_rows: number;
            note_rows: number;
            set_aside_rows: number;
            /** @description The first 1000 rows that were set aside. An import that is no dry run keeps all. */
            set_aside: components["schemas"]["SetAsideRow"][];
            workouts_added: number;
            /** @description Deleted here before, and brought back because that was asked for. */
            workouts_restored: number;
            /** @description Imported before, with the same content. */
            workouts_known: number;
            /** @description Imported before, with other content or a time that was read elsewhere; see `taken`. */
            workouts_changed: number;
            /** @description Imported before and deleted here; they stay deleted. */
            workouts_deleted: number;
            /** @description Left out, because one from elsewhere starts in the same minute. */
            workouts_overlapping: number;
            /** @description The first 1000 of `workouts_changed`. */
            changed: components["schemas"]["ChangedWorkout"][];
            /** @description What was said otherwise when those came in. */
            answers_before: components["schemas"]["AnswerBefore"][];
            /** @description Null where nothing was to be taken: what is here was kept. */
            taken: components["schemas"]["Taken"] | null;
            /** @description The first 1000 of `workouts_overlapping`. */
            overlapping: components["schemas"]["OverlappingWorkout"][];
            sets_added: number;
            /** @description Exercises of what was added that were there: your own or shared. */
            exercises_matched: number;
            /** @description Exercises of what was added that were not; they are yours now. */
            exercises_created: string[];
            /** @description Every name of what was added, in the order of the file. */
            exercises: components["schemas"]["ImportedExercise"][];
            /** @description The day of the file's first workout. */
            first_day: string | null;
            /** @description The day of the file's last workout. */
            last_day: string | null;
            /** @description How many remarks there are. */
            remark_count: number;
            /** @description The first 1000: about the file, and about sets that were added. */
            remarks: components["schemas"]["ReportRemark"][];
            /** @description Sets that were added without a number that could not be read. */
            incomplete_sets: number;
            /** @description The first 1000 of these; type the number by changing the set. */
            incomplete?: components["schemas"]["IncompleteSet"][];
            /** @description In a dry run: the first and the last of the workouts that would be added, with their sets. */
            samples?: components["schemas"]["SampleWorkout"][];
        };
        /** ImportRun */
        ImportRun: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            created_at: string;
            /** @description The app that wrote the file. */
            source: string;
            /** @description The form of the file: S0 … S3 of Strong, hevy. */
            dialect: string;
            file_name: string;
            /** @description What was said about the file when it was sent. */
            options: {
                [key: string]: string | boolean | {
                    [key: string]: string;
                } | null;
            };
            rows_in: number;
            set_rows: number;
            rest_rows: number;
            note_rows: number;
            set_aside_rows: number;
            /** @description Also those that were brought back. */
            workouts_added: number;
            /** @description Imported before; also those deleted since. */
            workouts_known: number;
            /** @description Imported before, with other content; nothing was overwritten. */
            workouts_changed: number;
            sets_added: number;
        };
        /** ImportedExercise */
        ImportedExercise: {
            /** @description As the file writes it. */
            name: string;
            /** @description Null in a dry run for one that would be made. */
            exercise_id: string | null;
            /** @description Its name here. */
            exercise_name: string;
            /**
             * @description By the name of one of your own exercises (own_name) or of a shared one (shared_name); by another spelling or an alias of either (alias); by one that you merged into this one (merged); because you said so (decided); or not at all, and it is new and yours (made), also because several could be meant (ambiguous).
             * @enum {string}
             */
            how: "own_name" | "shared_name" | "alias" | "merged" | "made" | "ambiguous" | "decided";
            /** @description Sets that were added under this name. */
            sets: number;
            /** @description In a dry run, of a name that leaves open what it means: the exercises that it could be, at most 5, best first. Of the 100 such names with the most sets; the others have none. */
            candidates?: components["schemas"]["NameCandidate"][];
        };
        /** IncompleteSet */
        IncompleteSet: {
            /** @description The line of the file where the row starts, from 1. */
            line_number: number;
            /** @description The row, verbatim. */
            text: string;
            /** @description What is wrong with the number. */
            missing: string;
        };
        /**
         * IntensityTechnique
         * @description How a set is made harder than its load and repetitions say. `PAUSE` is a pause within each repetition.
         * @enum {unknown}
         */
        IntensityTechnique: "N/A" | "drop_set" | "fail" | "myo_reps" | "partial_length" | "pause" | "rest_pause" | "superset";
        /** KeptRow */
        KeptRow: {
            /** @description The line of the file where the row starts, from 1. */
            line_number: number;
            /** @description The row, as it stands in the file. */
            text: string;
            outcome: components["schemas"]["RowOutcome"];
            /** @description Why it was set aside. */
            reason: string | null;
            /** @description The set it became; that set may have been deleted since. */
            set_id: string | null;
        };
        /**
         * Kind
         * @description What a row is; what others belong to comes before them.
         * @enum {unknown}
         */
        Kind: "exercise" | "measurement" | "plan" | "plan_day" | "plan_exercise" | "profile" | "set" | "workout" | "workout_exercise";
        /**
         * Laterality
         * @description Whether both sides work at once (bilateral), one alone (unilateral), or in turns (alternating).
         * @enum {unknown}
         */
        Laterality: "alternating" | "bilateral" | "unilateral";
        /**
         * Leaving
         * @description The password, to show that it is you.
         */
        Leaving: {
            /** @description The account's password. */
            password: string;
        };
        /**
         * LoadMode
         * @description What the number of a load means for the movement.
         *
         *         `EXTERNAL` is all there is to move. `BODYWEIGHT_PLUS` is added to the body's weight, `ASSISTED` taken off
         *         it (a positive number is help, so more is easier), and the pull of a `BAND` is only known to its maker.
         * @enum {unknown}
         */
        LoadMode: "assisted" | "band" | "bodyweight_plus" | "external";
        /**
         * LoadUnit
         * @description The unit of a load as it was typed.
         * @enum {unknown}
         */
        LoadUnit: "kg" | "lb";
        /** LoginSession */
        LoginSession: {
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["LoginSessionKind"];
            label: string;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description To the day: it is noted once in 24 hours.
             */
            last_seen_at: string;
            /** Format: date-time */
            expires_at: string;
            /** @description Whether it is the one that asks. */
            current: boolean;
        };
        /**
         * LoginSessionKind
         * @description A browser shows a cookie, and lasts 90 days from when it was last seen; a program shows a token.
         * @enum {string}
         */
        LoginSessionKind: "browser" | "program";
        /**
         * Measurement
         * @description Which numbers a set of it has.
         * @enum {unknown}
         */
        Measurement: "distance_duration" | "duration" | "reps" | "weight_distance" | "weight_duration" | "weight_reps";
        /** MeasurementFields */
        MeasurementFields: {
            part: components["schemas"]["BodyPart"];
            /** @description As typed, in `unit`. */
            amount: string;
            unit: components["schemas"]["BodyUnit"];
            /** Format: date-time */
            measured_at: string;
            note: string;
        };
        /** MeasurementRow */
        MeasurementRow: {
            /** Format: uuid */
            id: string;
            /** @description Take the row unless you hold one of a higher revision. */
            revision: number;
            deleted?: true;
            fields?: components["schemas"]["MeasurementFields"];
            /** @constant */
            kind: "measurement";
        };
        /**
         * MovementPattern
         * @description What the body does, for finding a substitute that does the same.
         * @enum {unknown}
         */
        MovementPattern: "calf_raise" | "carry" | "chest_fly" | "elbow_extension" | "elbow_flexion" | "explosive" | "hinge" | "hip" | "horizontal_pull" | "horizontal_push" | "knee_extension" | "knee_flexion" | "locomotion" | "lunge" | "mobility" | "neck" | "other" | "shoulder_raise" | "shrug" | "squat" | "trunk" | "vertical_pull" | "vertical_push" | "wrist";
        /**
         * Muscle
         * @description A region that training volume is counted for; `exercises.muscles` rolls them up to groups.
         * @enum {unknown}
         */
        Muscle: "abs" | "adductors" | "biceps" | "brachialis" | "calves" | "forearm_extensors" | "forearm_flexors" | "front_delts" | "glute_max" | "glute_med" | "hamstrings" | "hip_flexors" | "lats" | "lower_chest" | "neck" | "obliques" | "quads" | "rear_delts" | "rotator_cuff" | "side_delts" | "spinal_erectors" | "tibialis" | "triceps" | "upper_back" | "upper_chest" | "upper_traps";
        /** NameCandidate */
        NameCandidate: {
            /** Format: uuid */
            exercise_id: string;
            name: string;
            /**
             * @description It has this name (name), this alias (alias) or another spelling of either (spelling), as another one has; or its name is like it (similar).
             * @enum {string}
             */
            why: "name" | "alias" | "spelling" | "similar";
        };
        /**
         * NewAccount
         * @description What it takes to sign up. The password must not be the e-mail address.
         */
        NewAccount: {
            /**
             * @description An e-mail address, in any case.
             * @example ann@example.org
             */
            email: string;
            /** @description 8 to 1024 characters of any kind; é is é however it was typed. Not one of the most common ones, nor what anybody knows: the address, the name. */
            password: string;
            /**
             * @description An IANA name; days begin and end there.
             * @default UTC
             * @example Europe/Berlin
             */
            time_zone: string;
            /**
             * @description Where `GET /sign-up` says that the account needs one.
             * @default
             */
            code: string;
        };
        /**
         * Outcome
         * @description What became of an operation.
         * @enum {string}
         */
        Outcome: "applied" | "same" | "merged" | "restored" | "deleted" | "refused";
        /** OverlappingWorkout */
        OverlappingWorkout: {
            name: string;
            /**
             * Format: date-time-local
             * @description The wall clock as the file writes it, without a zone.
             */
            local_start: string;
            /** @description The name of the one that is here. */
            name_here: string;
            /** @description The app that the one here came from; null for one that was logged here. */
            source_here: string | null;
        };
        /**
         * PasswordChange
         * @description The new password, and the old one to show that it is you.
         */
        PasswordChange: {
            /** @description 8 to 1024 characters of any kind; é is é however it was typed. Not one of the most common ones, nor what anybody knows: the address, the name. */
            password: string;
            /** @description The password until now. */
            old_password: string;
        };
        /** PlanDayFields */
        PlanDayFields: {
            /** Format: uuid */
            plan_id: string;
            day_name: string;
            /** @description From 1; null is every week. */
            week: number | null;
            /** @description Its place; where two share one, the id decides. */
            display_order: number;
            notes: string;
        };
        /** PlanDayRow */
        PlanDayRow: {
            /** Format: uuid */
            id: string;
            /** @description Take the row unless you hold one of a higher revision. */
            revision: number;
            deleted?: true;
            fields?: components["schemas"]["PlanDayFields"];
            /** @constant */
            kind: "plan_day";
        };
        /** PlanExerciseFields */
        PlanExerciseFields: {
            /** Format: uuid */
            plan_id: string;
            /** Format: uuid */
            exercise_id: string;
            /** @description Its place; where two share one, the id decides. */
            display_order: number;
            /** @description Of the last working set. */
            intensity_technique: components["schemas"]["IntensityTechnique"];
            warmup_sets: number;
            working_sets: number;
            target_reps: number;
            /** @description Of all working sets but the last. */
            rpe_early: number;
            /** @description Of the last working set. */
            rpe_last: number;
            /** @description Seconds. */
            rest_time: number;
            notes: string;
            /** @description Null in a plan without days. */
            plan_day_id: string | null;
            /** @description The upper end of a range. */
            target_reps_max: number | null;
            /** @description Seconds; the upper end of a range. */
            rest_time_max: number | null;
            /** @description Exercises of one group are done in turns. */
            superset_group: number | null;
            /** @description Repetitions are meant for each side. */
            per_side: boolean;
            /** @description What single sets are meant to be, where they differ. */
            set_targets: components["schemas"]["SetTarget"][];
            /** @description Shown at the next time; training changes it. */
            returning_note: string;
            /** @description Exercises to do instead, in this order. */
            substitutes: string[];
        };
        /** PlanExerciseRow */
        PlanExerciseRow: {
            /** Format: uuid */
            id: string;
            /** @description Take the row unless you hold one of a higher revision. */
            revision: number;
            deleted?: true;
            fields?: components["schemas"]["PlanExerciseFields"];
            /** @constant */
            kind: "plan_exercise";
        };
        /** PlanFields */
        PlanFields: {
            plan_name: string;
            notes: string;
            /** @description Out of sight since then; null while it is in use. */
            archived_at: string | null;
        };
        /** PlanRow */
        PlanRow: {
            /** Format: uuid */
            id: string;
            /** @description Take the row unless you hold one of a higher revision. */
            revision: number;
            deleted?: true;
            fields?: components["schemas"]["PlanFields"];
            /** @constant */
            kind: "plan";
        };
        /**
         * Plate
         * @description Plates of one load.
         */
        Plate: {
            /**
             * Format: decimal
             * @description In `unit`, above 0, with at most three decimals.
             */
            load: string;
            unit: components["schemas"]["LoadUnit"];
            /** @description How many there are in all: 4 go on a bar as two pairs. */
            count: number;
        };
        /**
         * Problem
         * @description What went wrong (RFC 9457). `detail` is a sentence for a person.
         */
        Problem: {
            title: string;
            status: number;
            detail: string;
            /** @default about:blank */
            type: string;
            /** @default [] */
            errors: components["schemas"]["FieldProblem"][];
            /**
             * @description What is there, where that is the trouble.
             * @default null
             */
            existing: Record<string, never> | null;
            /**
             * @description What was refused because of it.
             * @default null
             */
            sent: Record<string, never> | null;
            /**
             * @description Of a 401: why the sign-in that was shown does not hold. It was ended on purpose (revoked), it ran out (expired), or this server does not know it (unknown). Absent where none was shown.
             * @default null
             */
            reason: components["schemas"]["SignInRefusal"] | null;
        };
        /** ProfileFields */
        ProfileFields: {
            /** @description Loads are shown in it where they were not typed in one. */
            unit: components["schemas"]["LoadUnit"];
            /** @description An IANA name; days begin and end there. */
            time_zone: string;
            display_name: string;
            /** @description 1 is Monday, 7 is Sunday. */
            first_weekday: number;
            /** @description The bars at hand. */
            bars: components["schemas"]["Bar"][];
            /** @description The plates at hand. */
            plates: components["schemas"]["Plate"][];
            /** @description For estimated one-repetition maxima. */
            e1rm_formula: components["schemas"]["E1rmFormula"];
            sex: components["schemas"]["Sex"] | null;
            birth_year: number | null;
        };
        /** ProfileRow */
        ProfileRow: {
            /** Format: uuid */
            id: string;
            /** @description Take the row unless you hold one of a higher revision. */
            revision: number;
            deleted?: true;
            fields?: components["schemas"]["ProfileFields"];
            /** @constant */
            kind: "profile";
        };
        /** PullAnswer */
        PullAnswer: {
            /** @description The protocol that this server speaks. */
            schema: number;
            /**
             * Format: uuid
             * @description Another one after a backup was restored.
             */
            epoch: string;
            /** @description The last revision of the backup that was restored; 0 if none was. */
            epoch_revision: number;
            /** @description How far your log has come. */
            revision: number;
            /** @description Stands for the shared exercises. When it is another one than you hold, bootstrap. */
            catalogue: string;
            /** @description What others belong to need not come before them. */
            rows: (components["schemas"]["ProfileRow"] | components["schemas"]["ExerciseRow"] | components["schemas"]["PlanRow"] | components["schemas"]["PlanDayRow"] | components["schemas"]["PlanExerciseRow"] | components["schemas"]["WorkoutRow"] | components["schemas"]["WorkoutExerciseRow"] | components["schemas"]["SetRow"] | components["schemas"]["MeasurementRow"])[];
            /** @description For the next pull. */
            cursor: string;
            /** @description Ask again at once, with this cursor. */
            more: boolean;
        };
        /** PushAnswer */
        PushAnswer: {
            /** @description The protocol that this server speaks. */
            schema: number;
            /**
             * Format: uuid
             * @description Another one after a backup was restored.
             */
            epoch: string;
            /** @description How far your log has come. */
            revision: number;
            receipts: components["schemas"]["Receipt"][];
        };
        /** Readiness */
        Readiness: {
            ok: boolean;
            problems: {
                [key: string]: string;
            };
        };
        /** Receipt */
        Receipt: {
            /**
             * Format: uuid
             * @description That of the operation.
             */
            id: string;
            outcome: components["schemas"]["Outcome"];
            row: components["schemas"]["ProfileRow"] | components["schemas"]["ExerciseRow"] | components["schemas"]["PlanRow"] | components["schemas"]["PlanDayRow"] | components["schemas"]["PlanExerciseRow"] | components["schemas"]["WorkoutRow"] | components["schemas"]["WorkoutExerciseRow"] | components["schemas"]["SetRow"] | components["schemas"]["MeasurementRow"] | null;
            /** @description With `merged`: what others had changed these fields to, or a reference to something that is gone, which was left out, or to an exercise that was merged into another, which the row has instead. */
            lost?: {
                [key: string]: unknown;
            };
            /** @description With `restored`: all that came back. */
            restored?: components["schemas"]["RestoredRow"][];
            /** @description With `refused`: why. */
            problem?: components["schemas"]["Refusal"] | null;
        };
        /** Refusal */
        Refusal: {
            title: string;
            status: number;
            detail: string;
            errors?: components["schemas"]["RefusedField"][];
        };
        /** RefusedField */
        RefusedField: {
            field: string;
            rule: string;
            value?: string | null;
        };
        /** RefusedPart */
        RefusedPart: {
            kind: components["schemas"]["Kind"];
            /**
             * Format: uuid
             * @description The row's, as in the file.
             */
            id: string;
            /** @description Why, in a sentence. */
            detail: string;
        };
        /** ReportRemark */
        ReportRemark: {
            line_number: number | null;
            text: string;
        };
        /** RestoredRow */
        RestoredRow: {
            kind: components["schemas"]["Kind"];
            /** Format: uuid */
            id: string;
        };
        /**
         * Revoking
         * @description The password, to show that it is you.
         */
        Revoking: {
            /** @description The account's password. */
            password: string;
        };
        /** RowCount */
        RowCount: {
            kind: components["schemas"]["ChangedKind"];
            operation: components["schemas"]["RowOperation"];
            rows: number;
        };
        /**
         * RowOperation
         * @description What happened to one row.
         * @enum {string}
         */
        RowOperation: "insert" | "update" | "delete";
        /**
         * RowOutcome
         * @description What became of one row of a file. A row set aside is kept and shown, with its reason.
         * @enum {string}
         */
        RowOutcome: "set" | "rest" | "note" | "set_aside";
        /** RowPage */
        RowPage: {
            items: components["schemas"]["KeptRow"][];
            /** @description For the next page; null on the last one. */
            next_cursor: string | null;
        };
        /** SampleExercise */
        SampleExercise: {
            /** @description As the file writes it. */
            name: string;
            /** @description Its name here. */
            exercise_name: string;
            sets: components["schemas"]["SampleSet"][];
        };
        /** SampleSet */
        SampleSet: {
            /** @enum {string} */
            set_type: "warmup" | "working";
            /** @enum {null|string} */
            technique: "drop_set" | "pause" | "partial_length" | "fail" | "superset" | "N/A" | null;
            load: string | null;
            load_unit: components["schemas"]["LoadUnit"] | null;
            load_mode: components["schemas"]["LoadMode"];
            reps: number | null;
            duration_seconds: string | null;
            distance: string | null;
            distance_unit: components["schemas"]["DistanceUnit"] | null;
            rpe: string | null;
            rest_seconds: number | null;
            note: string;
            /** @description Its line in the file. */
            line_number: number;
        };
        /** SampleWorkout */
        SampleWorkout: {
            name: string;
            /** Format: date-time */
            started_at: string;
            /**
             * Format: date-time-local
             * @description The wall clock as the file writes it, without a zone.
             */
            local_start: string;
            /** @description How many it has. */
            sets: number;
            /** @description With the first 50 of its sets. */
            exercises: components["schemas"]["SampleExercise"][];
        };
        /**
         * SessionStatus
         * @enum {string}
         */
        SessionStatus: "in_progress" | "completed" | "cancelled";
        /** SetAsideRow */
        SetAsideRow: {
            /** @description The line of the file where the row starts, from 1. */
            line_number: number;
            /** @description The row, verbatim. */
            text: string;
            /** @description Why it was set aside. */
            reason: string;
        };
        /** SetFields */
        SetFields: {
            /** Format: uuid */
            workout_exercise_id: string;
            /**
             * Format: uuid
             * @description That of the exercise of the workout.
             */
            exercise_id: string;
            set_type: components["schemas"]["SetType"];
            /** @description Its place, from 1; where two share one, the id decides. */
            set_index: number;
            /** @description Repetitions; 0 is an attempt of which none was made. */
            reps: number | null;
            /** @description As typed, in `load_unit`; with `load_mode` assisted, the help. */
            load: string | null;
            load_unit: components["schemas"]["LoadUnit"] | null;
            /** @description What the number of the load means for the movement. */
            load_mode: components["schemas"]["LoadMode"];
            duration_seconds: string | null;
            /** @description As typed, in `distance_unit`. */
            distance: string | null;
            distance_unit: components["schemas"]["DistanceUnit"] | null;
            /** @description Effort, 0 to 10, where it was entered so. */
            rpe: string | null;
            /** @description Repetitions in reserve, where effort was entered so. */
            rir: string | null;
            rest_seconds: number | null;
            note: string;
            technique: components["schemas"]["IntensityTechnique"] | null;
            /** @description The set that this one is a piece of. */
            continues_set_id: string | null;
            /**
             * Format: date-time
             * @description When; the workout's start where the instant is unknown.
             */
            performed_at: string;
            /** @description With `each`, repetitions and load are those of one side. */
            side: components["schemas"]["Side"] | null;
        };
        /** SetRow */
        SetRow: {
            /** Format: uuid */
            id: string;
            /** @description Take the row unless you hold one of a higher revision. */
            revision: number;
            deleted?: true;
            fields?: components["schemas"]["SetFields"];
            /** @constant */
            kind: "set";
        };
        /**
         * SetTarget
         * @description What one set of the exercise is meant to be, where it differs from the others; null is as the others are.
         */
        SetTarget: {
            /** @default working */
            set_type: components["schemas"]["SetType"];
            /** @description From 1, warm-ups and working sets counted apart. */
            set_number: number;
            /** @default null */
            target_reps: number | null;
            /** @default null */
            target_reps_max: number | null;
            /**
             * @description 1 to 10 in half steps.
             * @default null
             */
            target_rpe: string | null;
            /**
             * @description In `load_unit`.
             * @default null
             */
            load: string | null;
            /** @default null */
            load_unit: components["schemas"]["LoadUnit"] | null;
            /**
             * @description Seconds.
             * @default null
             */
            rest_time: number | null;
            /** @default null */
            intensity_technique: components["schemas"]["IntensityTechnique"] | null;
            /** @default  */
            note: string;
        };
        /**
         * SetType
         * @enum {unknown}
         */
        SetType: "warmup" | "working";
        /**
         * Sex
         * @description As strength scores ask for it; never required.
         * @enum {unknown}
         */
        Sex: "female" | "male";
        /**
         * Side
         * @description Which side did a set: one of them, or each of them what the set says (10 a side is 10 `each`).
         * @enum {unknown}
         */
        Side: "each" | "left" | "right";
        /**
         * SignInAttempt
         * @description What it takes to sign in.
         */
        SignInAttempt: {
            /**
             * @description An e-mail address, in any case.
             * @example ann@example.org
             */
            email: string;
            /** @description The account's password. */
            password: string;
            /**
             * @description Under which it is found in the list of sign-ins, cut at 200 characters; by default User-Agent.
             * @default
             */
            label: string;
        };
        /** SignInEvent */
        SignInEvent: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            happened_at: string;
            succeeded: boolean;
            /** @description Refusals of an hour are told together. */
            attempts: number;
            /** @description Signed in from a device and a network that were both new. */
            unusual: boolean;
            /** @description What the browser or program said of itself. */
            label: string;
            /** @description An IPv4 address, or the /64 of an IPv6 one; the last one of refusals. */
            network: string;
            /** @description Which one began then; it may have ended since. */
            login_session_id: string | null;
            /** @description To be told unasked: an unusual sign-in by another browser or program, or five and more refusals in an hour, that nobody has acknowledged. */
            news: boolean;
        };
        /**
         * SignInRefusal
         * @description Why a sign-in that was shown holds no more. What a browser does with the rows it keeps depends on it.
         *
         *         A revoked one was ended on purpose: by signing out, by a new password, by deleting the account.
         * @enum {unknown}
         */
        SignInRefusal: "expired" | "revoked" | "unknown";
        /** SignUpState */
        SignUpState: {
            /** @description Whether a sign-up would be taken. */
            open: boolean;
            /** @description Whether there is no account yet: nobody can sign in. */
            first: boolean;
            /** @description Whether it takes the code that the server shows where it was started. */
            needs_code: boolean;
            /** @description Where it is not open, how one comes in; else empty. */
            detail: string;
        };
        /** SignedIn */
        SignedIn: {
            /**
             * Format: uuid
             * @description Of the login session.
             */
            id: string;
            /** Format: uuid */
            account_id: string;
            /**
             * Format: date-time
             * @description Unless it is seen before: then 90 days from that day.
             */
            expires_at: string;
        };
        /** Taken */
        Taken: {
            /** @description Workouts that say something else now. */
            workouts: number;
            sets_changed: number;
            /** @description Sets of the file that these workouts did not have. They are not in sets_added. */
            sets_added: number;
            /** @description Imported sets that the file does not have any more. */
            sets_removed: number;
            /** @description Sets that stayed because you changed or deleted them since they came in. */
            sets_kept: number;
        };
        /** Target */
        Target: {
            /**
             * Format: uuid
             * @description What the plan names; another one here is a substitute.
             */
            planned_exercise_id: string;
            /** @description Up to two exercises to do instead. */
            substitutes: string[];
            /** @description Of the last working set. */
            intensity_technique: components["schemas"]["IntensityTechnique"];
            warmup_sets: number;
            working_sets: number;
            target_reps: number;
            target_reps_max: number | null;
            /** @description RPE of all working sets but the last. */
            rpe_early: number;
            /** @description RPE of the last working set. */
            rpe_last: number;
            /** @description Seconds. */
            rest_time: number;
            rest_time_max: number | null;
            per_side: boolean;
            notes: string;
            set_targets: components["schemas"]["SetTarget"][];
        };
        /**
         * Through
         * @description Through what it came; psql is whatever did not say.
         * @enum {string}
         */
        Through: "api" | "cli" | "import" | "sync" | "psql";
        /** UndoneChange */
        UndoneChange: {
            /** @description How many rows are as they were; 0 where it was undone already. */
            rows: number;
            /** @description The change that the undo is, by which it is taken back; null if none. */
            change: components["schemas"]["ChangeSummary"] | null;
        };
        /** WorkoutExerciseFields */
        WorkoutExerciseFields: {
            /** Format: uuid */
            workout_id: string;
            /** @description What it was copied from. */
            plan_exercise_id: string | null;
            /** Format: uuid */
            exercise_id: string;
            /** @description Its place; where two share one, the id decides. */
            display_order: number;
            notes: string;
            /** @description Exercises of one group are done in turns. */
            superset_group: number | null;
            /** @description What the plan asked for when the workout began. */
            target: components["schemas"]["Target"] | null;
            /** @description Shown again at the next workout of the same plan. */
            returning_note: string;
        };
        /** WorkoutExerciseRow */
        WorkoutExerciseRow: {
            /** Format: uuid */
            id: string;
            /** @description Take the row unless you hold one of a higher revision. */
            revision: number;
            deleted?: true;
            fields?: components["schemas"]["WorkoutExerciseFields"];
            /** @constant */
            kind: "workout_exercise";
        };
        /** WorkoutFields */
        WorkoutFields: {
            plan_id: string | null;
            status: components["schemas"]["SessionStatus"];
            /** Format: date-time */
            started_at: string;
            /** @description Null unless it is completed. */
            completed_at: string | null;
            name: string;
            notes: string;
            /** @description An IANA name: where it was done. */
            time_zone: string;
            /**
             * Format: date
             * @description The day it began, where it was done (`time_zone`).
             */
            performed_on: string;
            /** @description As typed, in `body_weight_unit`. */
            body_weight: string | null;
            body_weight_unit: components["schemas"]["LoadUnit"] | null;
            plan_day_id: string | null;
            /** @description When it came back from the trash, because something was logged for it; null if never. */
            restored_at: string | null;
        };
        /** WorkoutRow */
        WorkoutRow: {
            /** Format: uuid */
            id: string;
            /** @description Take the row unless you hold one of a higher revision. */
            revision: number;
            deleted?: true;
            fields?: components["schemas"]["WorkoutFields"];
            /** @constant */
            kind: "workout";
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type Account = components['schemas']['Account'];
export type AnswerBefore = components['schemas']['AnswerBefore'];
export type Bar = components['schemas']['Bar'];
export type BodyPart = components['schemas']['BodyPart'];
export type BodyUnit = components['schemas']['BodyUnit'];
export type BootstrapAnswer = components['schemas']['BootstrapAnswer'];
export type ChangePage = components['schemas']['ChangePage'];
export type ChangeSummary = components['schemas']['ChangeSummary'];
export type ChangedKind = components['schemas']['ChangedKind'];
export type ChangedWorkout = components['schemas']['ChangedWorkout'];
export type DistanceUnit = components['schemas']['DistanceUnit'];
export type E1rmFormula = components['schemas']['E1rmFormula'];
export type Equipment = components['schemas']['Equipment'];
export type ExerciseFields = components['schemas']['ExerciseFields'];
export type ExerciseRow = components['schemas']['ExerciseRow'];
export type ExerciseUnit = components['schemas']['ExerciseUnit'];
export type FieldProblem = components['schemas']['FieldProblem'];
export type FileReport = components['schemas']['FileReport'];
export type ImportDetail = components['schemas']['ImportDetail'];
export type ImportPage = components['schemas']['ImportPage'];
export type ImportReport = components['schemas']['ImportReport'];
export type ImportRun = components['schemas']['ImportRun'];
export type ImportedExercise = components['schemas']['ImportedExercise'];
export type IncompleteSet = components['schemas']['IncompleteSet'];
export type IntensityTechnique = components['schemas']['IntensityTechnique'];
export type KeptRow = components['schemas']['KeptRow'];
export type Kind = components['schemas']['Kind'];
export type Laterality = components['schemas']['Laterality'];
export type Leaving = components['schemas']['Leaving'];
export type LoadMode = components['schemas']['LoadMode'];
export type LoadUnit = components['schemas']['LoadUnit'];
export type LoginSession = components['schemas']['LoginSession'];
export type LoginSessionKind = components['schemas']['LoginSessionKind'];
export type Measurement = components['schemas']['Measurement'];
export type MeasurementFields = components['schemas']['MeasurementFields'];
export type MeasurementRow = components['schemas']['MeasurementRow'];
export type MovementPattern = components['schemas']['MovementPattern'];
export type Muscle = components['schemas']['Muscle'];
export type NameCandidate = components['schemas']['NameCandidate'];
export type NewAccount = components['schemas']['NewAccount'];
export type Outcome = components['schemas']['Outcome'];
export type OverlappingWorkout = components['schemas']['OverlappingWorkout'];
export type PasswordChange = components['schemas']['PasswordChange'];
export type PlanDayFields = components['schemas']['PlanDayFields'];
export type PlanDayRow = components['schemas']['PlanDayRow'];
export type PlanExerciseFields = components['schemas']['PlanExerciseFields'];
export type PlanExerciseRow = components['schemas']['PlanExerciseRow'];
export type PlanFields = components['schemas']['PlanFields'];
export type PlanRow = components['schemas']['PlanRow'];
export type Plate = components['schemas']['Plate'];
export type Problem = components['schemas']['Problem'];
export type ProfileFields = components['schemas']['ProfileFields'];
export type ProfileRow = components['schemas']['ProfileRow'];
export type PullAnswer = components['schemas']['PullAnswer'];
export type PushAnswer = components['schemas']['PushAnswer'];
export type Readiness = components['schemas']['Readiness'];
export type Receipt = components['schemas']['Receipt'];
export type Refusal = components['schemas']['Refusal'];
export type RefusedField = components['schemas']['RefusedField'];
export type RefusedPart = components['schemas']['RefusedPart'];
export type ReportRemark = components['schemas']['ReportRemark'];
export type RestoredRow = components['schemas']['RestoredRow'];
export type Revoking = components['schemas']['Revoking'];
export type RowCount = components['schemas']['RowCount'];
export type RowOperation = components['schemas']['RowOperation'];
export type RowOutcome = components['schemas']['RowOutcome'];
export type RowPage = components['schemas']['RowPage'];
export type SampleExercise = components['schemas']['SampleExercise'];
export type SampleSet = components['schemas']['SampleSet'];
export type SampleWorkout = components['schemas']['SampleWorkout'];
export type SessionStatus = components['schemas']['SessionStatus'];
export type SetAsideRow = components['schemas']['SetAsideRow'];
export type SetFields = components['schemas']['SetFields'];
export type SetRow = components['schemas']['SetRow'];
export type SetTarget = components['schemas']['SetTarget'];
export type SetType = components['schemas']['SetType'];
export type Sex = components['schemas']['Sex'];
export type Side = components['schemas']['Side'];
export type SignInAttempt = components['schemas']['SignInAttempt'];
export type SignInEvent = components['schemas']['SignInEvent'];
export type SignInRefusal = components['schemas']['SignInRefusal'];
export type SignUpState = components['schemas']['SignUpState'];
export type SignedIn = components['schemas']['SignedIn'];
export type Taken = components['schemas']['Taken'];
export type Target = components['schemas']['Target'];
export type Through = components['schemas']['Through'];
export type UndoneChange = components['schemas']['UndoneChange'];
export type WorkoutExerciseFields = components['schemas']['WorkoutExerciseFields'];
export type WorkoutExerciseRow = components['schemas']['WorkoutExerciseRow'];
export type WorkoutFields = components['schemas']['WorkoutFields'];
export type WorkoutRow = components['schemas']['WorkoutRow'];
export type $defs = Record<string, never>;
export interface operations {
    getSignUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether, and how one comes in otherwise. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignUpState"];
                };
            };
            /** @description Any other failure */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAccount"];
            };
        };
        responses: {
            /** @description The new account. */
            201: {
                headers: {
                    "Cache-Control"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description The request does not have the form of this address */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many attempts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Done; there is nothing more to say */
            204: {
                headers: {
                    "Cache-Control"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request does not have the form of this address */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many attempts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Leaving"];
            };
        };
        responses: {
            /** @description Done; there is nothing more to say */
            204: {
                headers: {
                    "Cache-Control"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request does not have the form of this address */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many attempts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLoginSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginSession"][];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInAttempt"];
            };
        };
        responses: {
            /** @description Signed in; the cookie is set. */
            201: {
                headers: {
                    "Cache-Control"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description The request does not have the form of this address */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many attempts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeLoginSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                login_session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Revoking"];
            };
        };
        responses: {
            /** @description Done; there is nothing more to say */
            204: {
                headers: {
                    "Cache-Control"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request does not have the form of this address */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many attempts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSignInEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInEvent"][];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acknowledgeSignInEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing more to say */
            204: {
                headers: {
                    "Cache-Control"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listChanges: {
        parameters: {
            query?: {
                /** @description Rows on a page, 1 to 200. */
                limit?: number;
                /** @description `next_cursor` of the page before; leave out for the first. */
                cursor?: string | null;
                /** @description Only changes of the row with this id. */
                row?: string | null;
                /** @description Only changes with rows of this kind. */
                kind?: components["schemas"]["ChangedKind"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of changes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangePage"];
                };
            };
            /** @description The request does not have the form of this address */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    undoChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                change: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UndoneChange"];
                };
            };
            /** @description The request does not have the form of this address */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    undoImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UndoneChange"];
                };
            };
            /** @description The request does not have the form of this address */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listImports: {
        parameters: {
            query?: {
                /** @description Rows on a page, 1 to 200. */
                limit?: number;
                /** @description `next_cursor` of the page before; leave out for the first. */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of runs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPage"];
                };
            };
            /** @description The request does not have the form of this address */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run and what was set aside. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportDetail"];
                };
            };
            /** @description The request does not have the form of this address */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listImportedRows: {
        parameters: {
            query?: {
                /** @description Only rows of which this became; without it, all. */
                outcome?: components["schemas"]["RowOutcome"] | null;
                /** @description Rows on a page, 1 to 200. */
                limit?: number;
                /** @description `next_cursor` of the page before; leave out for the first. */
                cursor?: string | null;
            };
            header?: never;
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of rows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RowPage"];
                };
            };
            /** @description The request does not have the form of this address */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    HealthReadyReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description Any other failure */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
