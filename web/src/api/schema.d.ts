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
        /**
         * Say who you are
         * @description A JSON merge patch: only what changes. Units, days, what you lift with, and what strength scores ask for. Bars and plates are each sent as a whole list.
         */
        patch: operations["patchAccount"];
        trace?: never;
    };
    "/api/v1/account/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the e-mail address
         * @description Asks for the password. What is signed in stays signed in; from now on one signs in with the new address. Nothing is sent to either address.
         */
        put: operations["changeEmail"];
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
    "/api/v1/account/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Take everything along
         * @description A JSON file of everything you own, as it is at this moment: profile, exercises, plans, workouts, measurements, and imports with every row verbatim. Loads are as typed. Columns hold what the schema says.
         */
        get: operations["exportAccount"];
        put?: never;
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
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in a program
         * @description A token for the Authorization header. It holds for JWT_EXPIRATION, by default 7 days, or until its login session is revoked. Attempts are counted together with those of browsers.
         */
        post: operations["makeToken"];
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
    "/api/v1/login-sessions/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sign out all other browsers and programs
         * @description As one of them is. Asks for the password; the one that asks goes on.
         */
        put: operations["revokeOtherLoginSessions"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/login-sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Sign out
         * @description Ends the login session that asks, at once, and clears the browser's cookie and cache. One that ran out or was ended before is signed out as well: a device may have no network when its person leaves it.
         */
        delete: operations["signOut"];
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
    "/api/v1/account/storage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How much do I keep here?
         * @description Counted now: rows, and the bytes that they take without indexes.
         */
        get: operations["getStorage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List plans
         * @description By name, with how much is in each. One page at a time.
         */
        get: operations["listPlans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a plan
         * @description One plan with its days and their exercises, in order.
         */
        get: operations["getPlan"];
        /**
         * Make a plan
         * @description Under an id that you made (a UUIDv7): empty, or with `copy_of` a copy of a plan with all its days and exercises, which is called like it with (copy) after it unless you say another name. Sent again, it answers with the plan as it is now.
         */
        put: operations["putPlan"];
        post?: never;
        /**
         * Delete a plan
         * @description With its days and exercises. The workouts that were done by it stay, with what it asked of them.
         */
        delete: operations["deletePlan"];
        options?: never;
        head?: never;
        /**
         * Change a plan
         * @description Its name and notes, by a JSON merge patch: only what changes.
         */
        patch: operations["patchPlan"];
        trace?: never;
    };
    "/api/v1/plans/{plan_id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put a plan out of the way
         * @description It is listed with `archived=true` alone, and can be trained by as before.
         */
        put: operations["archivePlan"];
        post?: never;
        /**
         * Bring a plan back
         * @description From out of the way.
         */
        delete: operations["restorePlan"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan_id}/day-order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put the days of a plan in order
         * @description Names all of them, each once. Days of single weeks come after those of every week, by week.
         */
        put: operations["putPlanDayOrder"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan_id}/exercise-order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put the exercises of a plan in order
         * @description Of those that belong to no day; names all of them, each once.
         */
        put: operations["putPlanExerciseOrder"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plan-days/{plan_day_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Add a day to a plan
         * @description Under an id that you made (a UUIDv7): empty, or with `copy_of` a copy of a day of any plan of yours, called like it unless you say another name, and of the week that you say. Sent again, it answers with the day as it is now.
         */
        put: operations["putPlanDay"];
        post?: never;
        /**
         * Delete a day of a plan
         * @description With its exercises. The workouts that were done by it stay.
         */
        delete: operations["deletePlanDay"];
        options?: never;
        head?: never;
        /**
         * Change a day of a plan
         * @description A JSON merge patch: only what changes.
         */
        patch: operations["patchPlanDay"];
        trace?: never;
    };
    "/api/v1/plan-days/{plan_day_id}/exercise-order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put the exercises of a day in order
         * @description Names all of them, each once.
         */
        put: operations["putPlanDayExerciseOrder"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plan-exercises/{plan_exercise_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Add an exercise to a plan
         * @description Under an id that you made (a UUIDv7). Sent again, it answers with the exercise as it is now.
         */
        put: operations["putPlanExercise"];
        post?: never;
        /**
         * Remove an exercise from a plan
         * @description Workouts that were done by it stay, with what it asked of them.
         */
        delete: operations["deletePlanExercise"];
        options?: never;
        head?: never;
        /**
         * Change an exercise of a plan
         * @description A JSON merge patch: only what changes; lists are given whole. Workouts that were started keep what the plan said then.
         */
        patch: operations["patchPlanExercise"];
        trace?: never;
    };
    "/api/v1/workouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List workouts
         * @description Newest first, whatever became of them, with how much is in each. One page at a time.
         */
        get: operations["listWorkouts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workouts/running": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the workout that runs
         * @description The newest that is in progress, each exercise with what it was the last time. 404 when none runs.
         */
        get: operations["getRunningWorkout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workouts/{workout_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a workout
         * @description One workout with its exercises and their sets, in order, every number as it was typed. While it runs, each exercise comes with what it was the last time.
         */
        get: operations["getWorkout"];
        /**
         * Start a workout, or keep a past one
         * @description Under an id that you made (a UUIDv7): empty, or with the exercises of a plan or of a day of one, copied. Sent again, it answers with the workout as it is now. While another workout runs, the answer is that one, under its own id, unless you say `alongside`. With `completed_at` it is a past workout. A copied exercise has the UUIDv5 of the plan exercise's id, as text, in the namespace of the workout's id.
         */
        put: operations["putWorkout"];
        post?: never;
        /**
         * Delete a workout
         * @description With its exercises and sets, for good.
         */
        delete: operations["deleteWorkout"];
        options?: never;
        head?: never;
        /**
         * Correct a workout
         * @description A JSON merge patch: only what changes. Sets that were logged without an instant move with the start.
         */
        patch: operations["patchWorkout"];
        trace?: never;
    };
    "/api/v1/workouts/{workout_id}/completion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Complete a workout
         * @description It ended when you say, else now. One that is completed already stays as it is, unless you say when.
         */
        put: operations["putWorkoutCompletion"];
        post?: never;
        /**
         * Reopen a workout
         * @description It runs again. Refused while another one runs.
         */
        delete: operations["deleteWorkoutCompletion"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workouts/{workout_id}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Cancel a workout
         * @description It stays where it is, and is no previous performance. A completed one is reopened first, or deleted.
         */
        put: operations["putWorkoutCancellation"];
        post?: never;
        /**
         * Take a cancellation back
         * @description The workout runs again. Refused while another one runs.
         */
        delete: operations["deleteWorkoutCancellation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workouts/{workout_id}/exercise-order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Reorder the exercises of a workout
         * @description All of them, each once. A 409 names those that are missing or unknown.
         */
        put: operations["putWorkoutExerciseOrder"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workout-exercises/{workout_exercise_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Add an exercise to a workout
         * @description Under an id that you made (a UUIDv7); last, unless `display_order` says where. Sent again, it answers with the exercise as it is now.
         */
        put: operations["putWorkoutExercise"];
        post?: never;
        /**
         * Remove an exercise from a workout
         * @description With its sets, for good.
         */
        delete: operations["deleteWorkoutExercise"];
        options?: never;
        head?: never;
        /**
         * Correct or substitute an exercise of a workout
         * @description A JSON merge patch: only what changes. Another `exercise_id` substitutes it in its place: the sets logged so far go with it, and what was planned stays. A changed `returning_note` is kept in the plan, too.
         */
        patch: operations["patchWorkoutExercise"];
        trace?: never;
    };
    "/api/v1/sets/{set_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a set
         * @description Every number as it was typed.
         */
        get: operations["getSet"];
        /**
         * Log a set
         * @description Under an id that you made (a UUIDv7), whatever the state of the workout. Sent again, it answers with the set as it is now. A load and a distance come with their units: none is assumed.
         */
        put: operations["putSet"];
        post?: never;
        /**
         * Delete a set
         * @description For good. The sets that continued it stay: the first of them takes its place, and the others continue that one.
         */
        delete: operations["deleteSet"];
        options?: never;
        head?: never;
        /**
         * Correct a set
         * @description A JSON merge patch: only what changes, whatever the state of the workout.
         */
        patch: operations["patchSet"];
        trace?: never;
    };
    "/api/v1/workout-exercises/{workout_exercise_id}/set-order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Reorder the sets of an exercise
         * @description The ids of all its sets, each once; they get the places 1, 2, 3, … The ETag is that of the exercise in the workout.
         */
        put: operations["putSetOrder"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exercises": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search exercises
         * @description Shared exercises and one's own, whose names or aliases are like the search: `bech pres` finds Bench Press (Barbell), `rdl` the Romanian deadlift. Without one all of them, those done last first. One that was merged into another is not among them.
         */
        get: operations["searchExercises"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exercises/{exercise_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an exercise
         * @description Everything about one exercise, also when it is archived or merged into another, which it then names.
         */
        get: operations["getExercise"];
        /**
         * Make an exercise of one's own
         * @description Under an id that you made (a UUIDv7). The exercise's own `id`, under which it is found from then on, is derived: UUIDv5 with your account's id as the namespace and your id, in small letters with hyphens, as the name. Sent again, it answers with the exercise as it is now.
         */
        put: operations["putExercise"];
        post?: never;
        /**
         * Remove an exercise of one's own
         * @description For good, and only while nothing refers to it: one that was used is archived or merged instead.
         */
        delete: operations["deleteExercise"];
        options?: never;
        head?: never;
        /**
         * Change an exercise of one's own
         * @description A JSON merge patch: only what changes. Shared exercises stay as they are.
         */
        patch: operations["patchExercise"];
        trace?: never;
    };
    "/api/v1/exercises/{exercise_id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Archive an exercise of one's own
         * @description Out of sight of a search; what was done with it stays.
         */
        put: operations["archiveExercise"];
        post?: never;
        /**
         * Bring an archived exercise back
         * @description A search finds it again.
         */
        delete: operations["bringBackExercise"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exercise-merges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List merges of exercises
         * @description Newest first, also those undone. One page at a time.
         */
        get: operations["listExerciseMerges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exercise-merges/{merge_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Merge an exercise into another
         * @description Under an id that you made (a UUIDv7). What was done and planned with `exercise_id` is from now on of `into_exercise_id`, and only the latter is found by a search. Of a shared exercise it is your history alone. Sent again, it answers with the merge as it is now.
         */
        put: operations["putExerciseMerge"];
        post?: never;
        /**
         * Undo a merge of exercises
         * @description What went over then goes back, where it still is what it was merged into; what was done since stays. The merge stays in the list, with the time when it was undone.
         */
        delete: operations["undoExerciseMerge"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exercises/{exercise_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the sets of an exercise
         * @description Every set of one exercise, warm-ups too, newest first, with the workout it belongs to.
         */
        get: operations["getExerciseHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exercises/{exercise_id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the progress of an exercise
         * @description Week by week, in one's own unit: the best estimated one-repetition maximum by one's own formula, with the set it comes from, and how much was done. No estimate is made of more than 12 repetitions to failure, nor of sets with 5 or more in reserve; `counted` says the rest.
         */
        get: operations["getExerciseProgress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exercises/{exercise_id}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the records of an exercise
         * @description The heaviest set (with help, the one with least), the best estimate by one's own formula, the most repetitions at each load, the longest and the farthest set, the workouts with most volume and most sets. Every set is told exactly as it was typed.
         */
        get: operations["getExerciseRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/progress/muscles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the sets of each muscle
         * @description Week by week, the working sets of each muscle and of the group it belongs to, direct ones whole and indirect ones half. The last `weeks` weeks (8 where nothing is said), this one included, or the days `from` to `to`.
         */
        get: operations["getMuscleVolume"];
        put?: never;
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
        /**
         * Import a file
         * @description An export of Strong or Hevy, recognised by its content. All of it goes in, or nothing. A workout that came in before is skipped, also when the app has changed the form of its file, its unit or its name: sending the same history again, or a longer one, adds only what is new. The name of an exercise means one of your own or a shared one: by that name, by another spelling of it or by an alias; what you have merged means what it was merged into. A name that means none, or several, becomes an exercise of your own. `exercises` says how each was found, in this answer alone. Where that is wrong, decide otherwise: the field exercises of the form says what a name means. That is remembered as a merge of an exercise of that name, which can be undone like any other, and goes with the import when that is undone. Every row is accounted for: rows in = sets + rests + notes + set aside; and every workout: those in the file are added, restored, known, changed, deleted or overlapping. What was imported before and reads otherwise now is kept, and told with what was said otherwise then (`answers_before`); take_file makes it say what the file says. A dry run does all of this and keeps nothing; its answer also has `candidates` for the names that leave open what they mean, and `samples` to look at. A number that cannot be read costs that number and not its set: `incomplete` lists these sets, and the note of each names what is missing. Answers 422 for the fields unit, date_order, month_language, set_types or read_as when the file needs one and nobody said it, with the choices, and with the value that leaves it open: of a unit, what some loads look like; and for the field file when nothing in it can be read. In a file without units each exercise has its own: a load like 124.73790175 shows by itself that 275 lb were typed, in whatever file, and what its exercise is written in; where other loads of that exercise would be read in another unit, that is asked, too: one error for the field exercise_units with each such name as its value.
         */
        post: operations["importFile"];
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
    "/api/v1/body-measurements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List measurements
         * @description Weight, fat and girths, newest first. One page at a time.
         */
        get: operations["listBodyMeasurements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/body-measurements/{measurement_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Keep a measurement
         * @description Under an id that you made (a UUIDv7). Sent again, it answers with the measurement as it is now.
         */
        put: operations["putBodyMeasurement"];
        post?: never;
        /**
         * Remove a measurement
         * @description For good.
         */
        delete: operations["deleteBodyMeasurement"];
        options?: never;
        head?: never;
        /**
         * Correct a measurement
         * @description A JSON merge patch: only what changes.
         */
        patch: operations["patchBodyMeasurement"];
        trace?: never;
    };
    "/api/v1/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Pull what changed
         * @description Every row that changed since the cursor, as it is now, once an answer. Ask again while there is more. Answers 410 where the log does not reach back to the cursor, and 426 to a protocol that is understood no more.
         */
        get: operations["pullChanges"];
        put?: never;
        /**
         * Push what was done
         * @description At most 200 operations of one device, in the order in which they were made. Each is done once, however often it is sent, and stands alone: one that is refused leaves the others as they are, and its receipt says why. A create of a known id is a patch; a patch changes the fields that it names, and the last to arrive wins; deletions stick; what is logged for something in the trash brings it back. Answers 410 for the epoch of another server, and 426 to a protocol that is understood no more, or to fields of a schema that has changed too often since: then nothing is done.
         */
        post: operations["pushChanges"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/bootstrap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Begin with what there is
         * @description What today needs, and the cursor to pull from: the profile, the workouts that run, the plans that are not archived, the exercises in them, and the last two workouts that each of these was done in. Then the history, page by page: all exercises, plans, workouts, measurements, from the newest where they have an instant. A row may come twice, and none is missing.
         */
        get: operations["bootstrapSync"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read in what a device saved
         * @description The file that a device saved of what it held, as it is: of a server that is gone or was replaced, or of another account. What is here already, or was deleted here, is left as it is, so that a file can be read again, and another one of the same device. Rows get ids of this account; of exercises those are used that have the name here.
         */
        post: operations["readDeviceFile"];
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
    "/api/v1/changes/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Take back everything since an instant
         * @description Everything is as it was then, for all devices. It is one change, and is taken back as one.
         */
        put: operations["undoChangesSince"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/changes/{change}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a change
         * @description One change with each row that it made, changed or removed: what it was, and what it became. One page of rows at a time.
         */
        get: operations["getChange"];
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
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is the process alive?
         * @description Answers without asking the database. 503 once the embedded database ended and could not be started again, or is not looked after any more: then the process is of no use and is ending.
         */
        get: operations["HealthLiveLive"];
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
        /**
         * Action
         * @description What is to happen to a row.
         * @enum {unknown}
         */
        Action: "create" | "delete" | "patch";
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
        /** ChangeDetail */
        ChangeDetail: {
            changes: components["schemas"]["ChangeSummary"][];
            /** @description In the order in which they were written. */
            items: components["schemas"]["ChangedThing"][];
            /** @description For the next page; null on the last one. */
            next_cursor: string | null;
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
        /** ChangedThing */
        ChangedThing: {
            kind: components["schemas"]["ChangedKind"];
            /**
             * Format: uuid
             * @description Its id; what is imported has that of its import.
             */
            row: string;
            operation: components["schemas"]["RowOperation"];
            /** @description As it was, field by field; null where there was none. */
            before: {
                [key: string]: unknown;
            } | null;
            /** @description What it became then; null where it went, and for what an import keeps of its file. */
            after: {
                [key: string]: unknown;
            } | null;
        };
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
         * Completion
         * @description When a workout ended; left out, now, or when it was completed before.
         */
        Completion: {
            /** @default null */
            completed_at: string | null;
        };
        /**
         * CompletionPatch
         * @description A JSON merge patch (RFC 7396) of Completion: any of its fields; null is what a field is when it is left out.
         */
        CompletionPatch: {
            completed_at?: (string | null) | null;
        };
        /**
         * DateOrder
         * @description What comes first in a date like 3/4/2025.
         * @enum {string}
         */
        DateOrder: "day_first" | "month_first";
        /** Day */
        Day: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            plan_id: string;
            day_name: string;
            week: number | null;
            display_order: number;
            notes: string;
            /** @description The number in its ETag. */
            version: number;
        };
        /**
         * DayContent
         * @description A training day; of every week where `week` is null, else of that week (from 1).
         */
        DayContent: {
            day_name: string;
            /** @default null */
            week: number | null;
            /** @default null */
            display_order: number | null;
            /** @default  */
            notes: string;
        };
        /**
         * DayContentPatch
         * @description A JSON merge patch (RFC 7396) of DayContent: any of its fields; null is what a field is when it is left out.
         */
        DayContentPatch: {
            day_name?: string | null;
            week?: (number | null) | null;
            display_order?: (number | null) | null;
            notes?: string | null;
        };
        /**
         * DayCreation
         * @description A new day of a plan: empty, or a copy of a day of any plan. Without a `display_order` it comes last.
         *
         *         A copy may leave out name and notes; its week is the one given here, not that of the day it is made of.
         */
        DayCreation: {
            /** Format: uuid */
            plan_id: string;
            /** @default null */
            day_name: string | null;
            /** @default null */
            week: number | null;
            /** @default null */
            display_order: number | null;
            /** @default null */
            notes: string | null;
            /** @default null */
            copy_of: string | null;
        };
        /**
         * DayCreationPatch
         * @description A JSON merge patch (RFC 7396) of DayCreation: any of its fields; null is what a field is when it is left out.
         */
        DayCreationPatch: {
            plan_id?: string | null;
            day_name?: (string | null) | null;
            week?: (number | null) | null;
            display_order?: (number | null) | null;
            notes?: (string | null) | null;
            copy_of?: (string | null) | null;
        };
        /** DayWithExercises */
        DayWithExercises: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            plan_id: string;
            day_name: string;
            week: number | null;
            display_order: number;
            notes: string;
            /** @description The number in its ETag. */
            version: number;
            exercises: components["schemas"]["PlannedExercise"][];
        };
        /**
         * DeviceFile
         * @description What a device saved of what it held.
         */
        DeviceFile: {
            /** @description The form of the file: 1 or 2. */
            schema: number;
            /**
             * @description mygymtracker-device; form 1 leaves it out.
             * @default mygymtracker-device
             */
            format: string;
            saved_at: string;
            /**
             * Format: uuid
             * @description Whose device it was.
             */
            account: string;
            /**
             * @description Of that account, for a person to know the file by.
             * @default
             */
            email: string;
            /**
             * @description Of the server that the device knew.
             * @default null
             */
            epoch: string | null;
            /** @default  */
            device: string;
            /**
             * @description The revision of the database's schema that the rows were written under; left out, the first that devices knew. Each operation says its own.
             * @default 10
             */
            row_schema: number;
            /**
             * @description As they were shown, with what waited on top.
             * @default []
             */
            rows: components["schemas"]["FileRow"][];
            /** @description What the server had not taken, oldest first. */
            operations: components["schemas"]["Operation"][];
        };
        /**
         * DeviceFilePatch
         * @description A JSON merge patch (RFC 7396) of DeviceFile: any of its fields; null is what a field is when it is left out.
         */
        DeviceFilePatch: {
            schema?: number | null;
            format?: string | null;
            saved_at?: string | null;
            account?: string | null;
            email?: string | null;
            epoch?: (string | null) | null;
            device?: string | null;
            row_schema?: number | null;
            rows?: components["schemas"]["FileRow"][] | null;
            operations?: components["schemas"]["Operation"][] | null;
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
         * EmailChange
         * @description The new address, and the password to show that it is you.
         */
        EmailChange: {
            /**
             * @description An e-mail address, in any case.
             * @example ann@example.org
             */
            email: string;
            /** @description The account's password. */
            password: string;
        };
        /**
         * EmailChangePatch
         * @description A JSON merge patch (RFC 7396) of EmailChange: any of its fields; null is what a field is when it is left out.
         */
        EmailChangePatch: {
            email?: string | null;
            password?: string | null;
        };
        /**
         * Equipment
         * @description What the load hangs on; a bench or a rack is not told.
         * @enum {unknown}
         */
        Equipment: "ball" | "band" | "barbell" | "bodyweight" | "cable" | "cardio_machine" | "dumbbell" | "ez_bar" | "kettlebell" | "machine" | "other" | "plate" | "sled" | "smith_machine" | "suspension" | "trap_bar";
        /** EstimateRecord */
        EstimateRecord: {
            /** @description Of all that was moved, the body's weight included; in the answer's `unit`, two decimals. */
            estimated_1rm: string;
            /** @description What the body weighed, in the answer's `unit`; null where only the load was moved. */
            body_weight: string | null;
            /** @description The estimate without the body's weight: what to hang on for one repetition, or, negative, the help that is left. Null where only the load was moved. */
            estimated_added_load: string | null;
            set: components["schemas"]["SetRecord"];
        };
        /** Exercise */
        Exercise: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description Made by this person, and seen by no one else. */
            is_own: boolean;
            /** @description When this person last did a set of it; null if never. */
            last_performed_at: string | null;
            equipment: components["schemas"]["Equipment"] | null;
            measurement: components["schemas"]["Measurement"];
            load_mode: components["schemas"]["LoadMode"];
            laterality: components["schemas"]["Laterality"];
            primary_muscles: components["schemas"]["Muscle"][];
            secondary_muscles: components["schemas"]["Muscle"][];
            movement_pattern: components["schemas"]["MovementPattern"] | null;
            aliases: string[];
            default_rest_seconds: number | null;
            /** @description The smallest change of load that makes sense. */
            load_step: string | null;
            load_step_unit: components["schemas"]["LoadUnit"] | null;
            notes: string;
            /** @description Out of sight since then; null while it is in use. */
            archived_at: string | null;
            /** @description The exercise that this person uses instead, with the history of this one. */
            merged_into: string | null;
            /** @description The number in its ETag. */
            version: number;
        };
        /**
         * ExerciseContent
         * @description One exercise. Its name differs from those of one's own others, not only in upper and lower case.
         */
        ExerciseContent: {
            name: string;
            /**
             * @description Other names that it is found by.
             * @default []
             */
            aliases: string[];
            /**
             * @description What it is done for.
             * @default []
             */
            primary_muscles: components["schemas"]["Muscle"][];
            /**
             * @description What works along; none of the primary ones.
             * @default []
             */
            secondary_muscles: components["schemas"]["Muscle"][];
            /** @default null */
            equipment: components["schemas"]["Equipment"] | null;
            /** @default null */
            movement_pattern: components["schemas"]["MovementPattern"] | null;
            /** @default weight_reps */
            measurement: components["schemas"]["Measurement"];
            /** @default external */
            load_mode: components["schemas"]["LoadMode"];
            /** @default bilateral */
            laterality: components["schemas"]["Laterality"];
            /** @default null */
            default_rest_seconds: number | null;
            /**
             * @description The smallest change of load that makes sense: above 0, below 1000.
             * @default null
             */
            load_step: string | null;
            /** @default null */
            load_step_unit: components["schemas"]["LoadUnit"] | null;
            /** @default  */
            notes: string;
        };
        /**
         * ExerciseContentPatch
         * @description A JSON merge patch (RFC 7396) of ExerciseContent: any of its fields; null is what a field is when it is left out.
         */
        ExerciseContentPatch: {
            name?: string | null;
            aliases?: string[] | null;
            primary_muscles?: components["schemas"]["Muscle"][] | null;
            secondary_muscles?: components["schemas"]["Muscle"][] | null;
            equipment?: (components["schemas"]["Equipment"] | null) | null;
            movement_pattern?: (components["schemas"]["MovementPattern"] | null) | null;
            measurement?: components["schemas"]["Measurement"] | null;
            load_mode?: components["schemas"]["LoadMode"] | null;
            laterality?: components["schemas"]["Laterality"] | null;
            default_rest_seconds?: (number | null) | null;
            load_step?: (string | null) | null;
            load_step_unit?: (components["schemas"]["LoadUnit"] | null) | null;
            notes?: string | null;
        };
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
        /** ExerciseMatches */
        ExerciseMatches: {
            items: components["schemas"]["ExerciseSummary"][];
            /**
             * @description Whether there are others beyond `limit`.
             * @default false
             */
            more: boolean;
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
        /** ExerciseSummary */
        ExerciseSummary: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description Made by this person, and seen by no one else. */
            is_own: boolean;
            /** @description When this person last did a set of it; null if never. */
            last_performed_at: string | null;
            equipment: components["schemas"]["Equipment"] | null;
            measurement: components["schemas"]["Measurement"];
            load_mode: components["schemas"]["LoadMode"];
            laterality: components["schemas"]["Laterality"];
            primary_muscles: components["schemas"]["Muscle"][];
            is_archived: boolean;
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
        /** Export */
        Export: {
            /** @constant */
            format: "mygymtracker";
            /** @constant */
            version: 1;
            /** @description The revision of the database's schema, whose columns the fields are. */
            schema: number;
            /** Format: date-time */
            exported_at: string;
            account: components["schemas"]["ExportedAccount"];
            /** @description Oldest first. */
            login_sessions: components["schemas"]["ExportedLoginSession"][];
            /** @description Oldest first. */
            sign_in_events: components["schemas"]["ExportedSignInEvent"][];
            oauth_providers: components["schemas"]["ExportedProvider"][];
            exercises: components["schemas"]["ExportedExercise"][];
            shared_exercises: components["schemas"]["SharedExercise"][];
            /** @description Oldest first. */
            exercise_merges: components["schemas"]["ExportedMerge"][];
            /** @description Oldest first. */
            plans: components["schemas"]["ExportedPlan"][];
            /** @description Oldest first. */
            workouts: components["schemas"]["ExportedWorkout"][];
            /** @description Oldest first. */
            body_measurements: components["schemas"]["ExportedMeasurement"][];
            /** @description Oldest first. */
            imports: components["schemas"]["ExportedImport"][];
            /** @description In the order of each file. */
            imported_rows: components["schemas"]["ExportedImportedRow"][];
            imported_workouts: components["schemas"]["ExportedImportedWorkout"][];
        };
        /** ExportedAccount */
        ExportedAccount: {
            /** Format: uuid */
            id: string;
            email: string;
            /** Format: date-time */
            created_at: string;
            updated_at: string | null;
            last_login_at: string | null;
            /** Format: date-time */
            account_created_at: string;
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
        /** ExportedExercise */
        ExportedExercise: {
            /** Format: uuid */
            id: string;
            name: string;
            slug: string | null;
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
        };
        /** ExportedImport */
        ExportedImport: {
            /** Format: uuid */
            id: string;
            source: string;
            dialect: string;
            file_name: string;
            /** @description A SHA-256, in hexadecimal digits. */
            file_digest: string;
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
            workouts_added: number;
            workouts_known: number;
            workouts_changed: number;
            sets_added: number;
            /** Format: date-time */
            created_at: string;
        };
        /** ExportedImportedRow */
        ExportedImportedRow: {
            /** Format: uuid */
            import_id: string;
            line_number: number;
            text: string;
            outcome: components["schemas"]["RowOutcome"];
            reason: string | null;
            set_id: string | null;
        };
        /** ExportedImportedWorkout */
        ExportedImportedWorkout: {
            source: string;
            /**
             * Format: date-time-local
             * @description The wall clock as the file writes it, without a zone.
             */
            local_start: string;
            occurrence: number;
            /** Format: uuid */
            import_id: string;
            workout_id: string | null;
            /** @description A SHA-256, in hexadecimal digits. */
            content_digest: string;
        };
        /** ExportedLoginSession */
        ExportedLoginSession: {
            /** Format: uuid */
            id: string;
            label: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            last_seen_at: string;
            /** Format: date-time */
            expires_at: string;
        };
        /** ExportedMeasurement */
        ExportedMeasurement: {
            /** Format: uuid */
            id: string;
            part: components["schemas"]["BodyPart"];
            /** @description As typed, in `unit`. */
            amount: string;
            unit: components["schemas"]["BodyUnit"];
            /** Format: date-time */
            measured_at: string;
            note: string;
            /** Format: date-time */
            created_at: string;
            updated_at: string | null;
        };
        /** ExportedMerge */
        ExportedMerge: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            exercise_id: string;
            /** Format: uuid */
            into_exercise_id: string;
            session_exercise_ids: string[];
            plan_exercise_ids: string[];
            /** Format: date-time */
            created_at: string;
            undone_at: string | null;
        };
        /** ExportedPlan */
        ExportedPlan: {
            /** Format: uuid */
            id: string;
            plan_name: string;
            notes: string;
            /** @description Out of sight since then; null while it is in use. */
            archived_at: string | null;
            /** Format: date-time */
            created_at: string;
            updated_at: string | null;
            days: components["schemas"]["ExportedPlanDay"][];
            exercises: components["schemas"]["ExportedPlanExercise"][];
        };
        /** ExportedPlanDay */
        ExportedPlanDay: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            plan_id: string;
            day_name: string;
            /** @description From 1; null is every week. */
            week: number | null;
            /** @description Its place; where two share one, the id decides. */
            display_order: number;
            notes: string;
        };
        /** ExportedPlanExercise */
        ExportedPlanExercise: {
            /** Format: uuid */
            id: string;
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
            first_substitute_id: string | null;
            second_substitute_id: string | null;
            /** @description What single sets are meant to be, where they differ. */
            set_targets: components["schemas"]["SetTarget"][];
            /** @description Shown at the next time; training changes it. */
            returning_note: string;
        };
        /** ExportedProvider */
        ExportedProvider: {
            provider_name: string;
            provider_user_id: string;
        };
        /** ExportedSet */
        ExportedSet: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            session_exercise_id: string;
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
            /** Format: date-time */
            created_at: string;
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
        /** ExportedSignInEvent */
        ExportedSignInEvent: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            happened_at: string;
            succeeded: boolean;
            unusual: boolean;
            attempts: number;
            label: string;
            network: string;
            login_session_id: string | null;
            acknowledged_at: string | null;
        };
        /** ExportedWorkout */
        ExportedWorkout: {
            /** Format: uuid */
            id: string;
            plan_id: string | null;
            status: components["schemas"]["SessionStatus"];
            /** Format: date-time */
            started_at: string;
            /** @description Null unless it is completed. */
            completed_at: string | null;
            /** Format: date-time */
            created_at: string;
            updated_at: string | null;
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
            exercises: components["schemas"]["ExportedWorkoutExercise"][];
        };
        /** ExportedWorkoutExercise */
        ExportedWorkoutExercise: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            session_id: string;
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
            sets: components["schemas"]["ExportedSet"][];
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
        /**
         * FileRow
         * @description A row as the device showed it.
         */
        FileRow: {
            kind: components["schemas"]["Kind"];
            /** Format: uuid */
            id: string;
            fields: Record<string, never>;
        };
        /** GroupSets */
        GroupSets: {
            group: components["schemas"]["MuscleGroup"];
            /** @description Working sets, to the quarter. */
            sets: string;
            muscles: components["schemas"]["MuscleSets"][];
        };
        /** HistoryPage */
        HistoryPage: {
            items: components["schemas"]["PerformedSet"][];
            /** @description For the next page; null on the last one. */
            next_cursor: string | null;
        };
        /** ImportDetail */
        ImportDetail: {
            run: components["schemas"]["ImportRun"];
            /** @description The first 200; all of them: rows?outcome=set_aside. */
            set_aside: components["schemas"]["SetAsideRow"][];
        };
        /** ImportForm */
        ImportForm: {
            /** Format: binary */
            file: string;
            unit?: components["schemas"]["LoadUnit"] | null;
            exercise_units?: string | null;
            time_zone?: string | null;
            date_order?: components["schemas"]["DateOrder"] | null;
            month_language?: string | null;
            /** @default false */
            dry_run: boolean;
            /** @default false */
            restore_deleted: boolean;
            set_types?: string | null;
            read_as?: components["schemas"]["ReadAs"] | null;
            /** @default false */
            take_file: boolean;
            overlapping?: components["schemas"]["Overlapping"] | null;
            exercises?: string | null;
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
         * LeavingPatch
         * @description A JSON merge patch (RFC 7396) of Leaving: any of its fields; null is what a field is when it is left out.
         */
        LeavingPatch: {
            password?: string | null;
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
        /** LoggedSet */
        LoggedSet: {
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
            /** @description With `each`, repetitions and load are those of one side. */
            side: components["schemas"]["Side"] | null;
            set_type: components["schemas"]["SetType"];
            /** @description Its place, from 1; where two share one, the id decides. */
            set_index: number;
            technique: components["schemas"]["IntensityTechnique"] | null;
            /** @description The set that this one is a piece of: drop set, rest-pause. */
            continues_set_id: string | null;
            rest_seconds: number | null;
            note: string;
            /**
             * Format: date-time
             * @description When; the workout's start where the instant is unknown.
             */
            performed_at: string;
            /** Format: uuid */
            id: string;
            /** @description The number in its ETag. */
            version: number;
            /** Format: uuid */
            workout_exercise_id: string;
        };
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
        /** Measured */
        Measured: {
            /** Format: uuid */
            id: string;
            part: components["schemas"]["BodyPart"];
            /** @description As typed, above 0, with at most three decimals. */
            amount: string;
            unit: components["schemas"]["BodyUnit"];
            /** Format: date-time */
            measured_at: string;
            note: string;
            /** @description The number in its ETag. */
            version: number;
        };
        /**
         * Measurement
         * @description Which numbers a set of it has.
         * @enum {unknown}
         */
        Measurement: "distance_duration" | "duration" | "reps" | "weight_distance" | "weight_duration" | "weight_reps";
        /**
         * MeasurementContent
         * @description One measurement: `body_weight` is in kg or lb, `body_fat` in percent, girths are in cm or in.
         */
        MeasurementContent: {
            part: components["schemas"]["BodyPart"];
            /**
             * Format: decimal
             * @description As typed, above 0, with at most three decimals.
             */
            amount: string;
            unit: components["schemas"]["BodyUnit"];
            /** Format: date-time */
            measured_at: string;
            /** @default  */
            note: string;
        };
        /**
         * MeasurementContentPatch
         * @description A JSON merge patch (RFC 7396) of MeasurementContent: any of its fields; null is what a field is when it is left out.
         */
        MeasurementContentPatch: {
            part?: components["schemas"]["BodyPart"] | null;
            amount?: string | null;
            unit?: components["schemas"]["BodyUnit"] | null;
            measured_at?: string | null;
            note?: string | null;
        };
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
        /** MeasurementPage */
        MeasurementPage: {
            items: components["schemas"]["Measured"][];
            /** @description For the next page; null on the last one. */
            next_cursor: string | null;
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
         * MergeContent
         * @description The history of one exercise goes over to another, which then stands for it.
         */
        MergeContent: {
            /**
             * Format: uuid
             * @description Whose history goes over.
             */
            exercise_id: string;
            /**
             * Format: uuid
             * @description Where it goes.
             */
            into_exercise_id: string;
        };
        /**
         * MergeContentPatch
         * @description A JSON merge patch (RFC 7396) of MergeContent: any of its fields; null is what a field is when it is left out.
         */
        MergeContentPatch: {
            exercise_id?: string | null;
            into_exercise_id?: string | null;
        };
        /** MergePage */
        MergePage: {
            items: components["schemas"]["Merged"][];
            /** @description For the next page; null on the last one. */
            next_cursor: string | null;
        };
        /** Merged */
        Merged: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            exercise_id: string;
            exercise_name: string;
            /** Format: uuid */
            into_exercise_id: string;
            into_exercise_name: string;
            /** @description In how many workouts there is something that went over. */
            workouts: number;
            /** Format: date-time */
            created_at: string;
            undone_at: string | null;
            version: number;
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
        /**
         * MuscleGroup
         * @description What training volume is shown by.
         * @enum {string}
         */
        MuscleGroup: "chest" | "shoulders" | "back" | "traps" | "lower_back" | "biceps" | "triceps" | "forearms" | "abs" | "glutes" | "hips" | "quads" | "hamstrings" | "calves";
        /** MuscleSets */
        MuscleSets: {
            muscle: components["schemas"]["Muscle"];
            /** @description Working sets, to the quarter. */
            sets: string;
        };
        /** MuscleVolume */
        MuscleVolume: {
            /**
             * Format: date
             * @description The first day that counts.
             */
            starts_on: string;
            /**
             * Format: date
             * @description The last day that counts.
             */
            ends_on: string;
            /** @description The person's, 1 for Monday to 7 for Sunday. */
            first_weekday: number;
            /** @description Which sets count, and for how much. */
            counted: string;
            /** @description Working sets of one's own exercises without muscles, which are counted nowhere else. */
            without_muscles: string;
            /** @description All of them, those in which nothing was done too. */
            weeks: components["schemas"]["WeeklyMuscles"][];
        };
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
         * NewAccountPatch
         * @description A JSON merge patch (RFC 7396) of NewAccount: any of its fields; null is what a field is when it is left out.
         */
        NewAccountPatch: {
            email?: string | null;
            password?: string | null;
            time_zone?: string | null;
            code?: string | null;
        };
        /**
         * Operation
         * @description One thing that was done on a device.
         */
        Operation: {
            /**
             * Format: uuid
             * @description The operation's own, a UUIDv7: sent again with it, it is done once.
             */
            id: string;
            action: components["schemas"]["Action"];
            kind: components["schemas"]["Kind"];
            /**
             * Format: uuid
             * @description The row's, a UUIDv7 that the device made.
             */
            row: string;
            /** @description The revision of the row that the device held then, else of its newest answer. */
            base: number;
            /**
             * @description What is said of the row, as the REST API takes it; null is what a field is when left out.
             * @default {}
             */
            fields: Record<string, never>;
            /**
             * @description The revision of the database's schema that the fields were written under, by whose names and values they are read; left out, the first that devices knew.
             * @default 10
             */
            row_schema: number;
        };
        /**
         * Order
         * @description All that there is of something, each id once, in the order that it is to have.
         */
        Order: {
            ids: string[];
        };
        /**
         * OrderPatch
         * @description A JSON merge patch (RFC 7396) of Order: any of its fields; null is what a field is when it is left out.
         */
        OrderPatch: {
            ids?: string[] | null;
        };
        /**
         * Outcome
         * @description What became of an operation.
         * @enum {string}
         */
        Outcome: "applied" | "same" | "merged" | "restored" | "deleted" | "refused";
        /**
         * Overlapping
         * @description What to do with workouts that start in a minute in which one from elsewhere starts.
         * @enum {string}
         */
        Overlapping: "skip" | "add";
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
        /**
         * PasswordChangePatch
         * @description A JSON merge patch (RFC 7396) of PasswordChange: any of its fields; null is what a field is when it is left out.
         */
        PasswordChangePatch: {
            password?: string | null;
            old_password?: string | null;
        };
        /** PerformedSet */
        PerformedSet: {
            /** Format: uuid */
            workout_id: string;
            workout_name: string;
            /**
             * Format: date
             * @description The day that workout began, where it was done.
             */
            performed_on: string;
            set: components["schemas"]["WorkoutSet"];
        };
        /** Plan */
        Plan: {
            /** Format: uuid */
            id: string;
            plan_name: string;
            notes: string;
            archived_at: string | null;
            /** Format: date-time */
            created_at: string;
            updated_at: string | null;
            /** @description The number in its ETag. */
            version: number;
            days: components["schemas"]["DayWithExercises"][];
            exercises: components["schemas"]["PlannedExercise"][];
        };
        /**
         * PlanContent
         * @description A plan by its name, which no other plan of the person has.
         */
        PlanContent: {
            plan_name: string;
            /** @default  */
            notes: string;
        };
        /**
         * PlanContentPatch
         * @description A JSON merge patch (RFC 7396) of PlanContent: any of its fields; null is what a field is when it is left out.
         */
        PlanContentPatch: {
            plan_name?: string | null;
            notes?: string | null;
        };
        /**
         * PlanCreation
         * @description A new plan: empty, or a copy of one there is, with its days and exercises. A copy may leave out its name.
         */
        PlanCreation: {
            /** @default null */
            plan_name: string | null;
            /** @default null */
            notes: string | null;
            /** @default null */
            copy_of: string | null;
        };
        /**
         * PlanCreationPatch
         * @description A JSON merge patch (RFC 7396) of PlanCreation: any of its fields; null is what a field is when it is left out.
         */
        PlanCreationPatch: {
            plan_name?: (string | null) | null;
            notes?: (string | null) | null;
            copy_of?: (string | null) | null;
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
        /**
         * PlanExerciseContent
         * @description One exercise of a plan: sets, repetitions, effort, rest, and what else a programme says.
         *
         *         `plan_day_id` null is for a plan without days. `set_targets` say otherwise for single sets. The `returning_note` is
         *         shown at the next time; training changes it.
         */
        PlanExerciseContent: {
            /** Format: uuid */
            exercise_id: string;
            /** @default null */
            plan_day_id: string | null;
            /** @default null */
            display_order: number | null;
            /** @default N/A */
            intensity_technique: components["schemas"]["IntensityTechnique"];
            /** @default 0 */
            warmup_sets: number;
            /** @description 0 to 4; for more add the exercise again. */
            working_sets: number;
            target_reps: number;
            /**
             * @description The upper end of a range.
             * @default null
             */
            target_reps_max: number | null;
            /** @description Of all working sets but the last. */
            rpe_early: number;
            /** @description Of the last working set. */
            rpe_last: number;
            /** @description Seconds. */
            rest_time: number;
            /**
             * @description Seconds; the upper end of a range.
             * @default null
             */
            rest_time_max: number | null;
            /**
             * @description Exercises of one group are done in turns.
             * @default null
             */
            superset_group: number | null;
            /**
             * @description Repetitions are meant for each side.
             * @default false
             */
            per_side: boolean;
            /**
             * @description Exercises to do instead, in this order.
             * @default []
             */
            substitutes: string[];
            /** @default [] */
            set_targets: components["schemas"]["SetTarget"][];
            /** @default  */
            notes: string;
            /** @default  */
            returning_note: string;
        };
        /**
         * PlanExerciseContentPatch
         * @description A JSON merge patch (RFC 7396) of PlanExerciseContent: any of its fields; null is what a field is when it is left out.
         */
        PlanExerciseContentPatch: {
            exercise_id?: string | null;
            plan_day_id?: (string | null) | null;
            display_order?: (number | null) | null;
            intensity_technique?: components["schemas"]["IntensityTechnique"] | null;
            warmup_sets?: number | null;
            working_sets?: number | null;
            target_reps?: number | null;
            target_reps_max?: (number | null) | null;
            rpe_early?: number | null;
            rpe_last?: number | null;
            rest_time?: number | null;
            rest_time_max?: (number | null) | null;
            superset_group?: (number | null) | null;
            per_side?: boolean | null;
            substitutes?: string[] | null;
            set_targets?: components["schemas"]["SetTarget"][] | null;
            notes?: string | null;
            returning_note?: string | null;
        };
        /**
         * PlanExerciseCreation
         * @description A new exercise of a plan. Without a `display_order` it comes last.
         */
        PlanExerciseCreation: {
            /** Format: uuid */
            exercise_id: string;
            /** @default null */
            plan_day_id: string | null;
            /** @default null */
            display_order: number | null;
            /** @default N/A */
            intensity_technique: components["schemas"]["IntensityTechnique"];
            /** @default 0 */
            warmup_sets: number;
            /** @description 0 to 4; for more add the exercise again. */
            working_sets: number;
            target_reps: number;
            /**
             * @description The upper end of a range.
             * @default null
             */
            target_reps_max: number | null;
            /** @description Of all working sets but the last. */
            rpe_early: number;
            /** @description Of the last working set. */
            rpe_last: number;
            /** @description Seconds. */
            rest_time: number;
            /**
             * @description Seconds; the upper end of a range.
             * @default null
             */
            rest_time_max: number | null;
            /**
             * @description Exercises of one group are done in turns.
             * @default null
             */
            superset_group: number | null;
            /**
             * @description Repetitions are meant for each side.
             * @default false
             */
            per_side: boolean;
            /**
             * @description Exercises to do instead, in this order.
             * @default []
             */
            substitutes: string[];
            /** @default [] */
            set_targets: components["schemas"]["SetTarget"][];
            /** @default  */
            notes: string;
            /** @default  */
            returning_note: string;
            /** Format: uuid */
            plan_id: string;
        };
        /**
         * PlanExerciseCreationPatch
         * @description A JSON merge patch (RFC 7396) of PlanExerciseCreation: any of its fields; null is what a field is when it is left out.
         */
        PlanExerciseCreationPatch: {
            exercise_id?: string | null;
            plan_day_id?: (string | null) | null;
            display_order?: (number | null) | null;
            intensity_technique?: components["schemas"]["IntensityTechnique"] | null;
            warmup_sets?: number | null;
            working_sets?: number | null;
            target_reps?: number | null;
            target_reps_max?: (number | null) | null;
            rpe_early?: number | null;
            rpe_last?: number | null;
            rest_time?: number | null;
            rest_time_max?: (number | null) | null;
            superset_group?: (number | null) | null;
            per_side?: boolean | null;
            substitutes?: string[] | null;
            set_targets?: components["schemas"]["SetTarget"][] | null;
            notes?: string | null;
            returning_note?: string | null;
            plan_id?: string | null;
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
        /** PlanPage */
        PlanPage: {
            items: components["schemas"]["PlanSummary"][];
            /** @description For the next page; null on the last one. */
            next_cursor: string | null;
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
        /** PlanSummary */
        PlanSummary: {
            /** Format: uuid */
            id: string;
            plan_name: string;
            notes: string;
            archived_at: string | null;
            /** Format: date-time */
            created_at: string;
            updated_at: string | null;
            /** @description The number in its ETag. */
            version: number;
            days: number;
            exercises: number;
            /** @description When a workout of it began last that was not cancelled, nor finished without a set. */
            last_started_at: string | null;
        };
        /** PlannedExercise */
        PlannedExercise: {
            /** Format: uuid */
            id: string;
            plan_day_id: string | null;
            /** Format: uuid */
            exercise_id: string;
            /** @description The exercise's name today. */
            name: string;
            display_order: number;
            /** @description Of the last working set. */
            intensity_technique: components["schemas"]["IntensityTechnique"];
            warmup_sets: number;
            working_sets: number;
            target_reps: number;
            target_reps_max: number | null;
            rpe_early: number;
            rpe_last: number;
            /** @description Seconds. */
            rest_time: number;
            rest_time_max: number | null;
            superset_group: number | null;
            per_side: boolean;
            notes: string;
            returning_note: string;
            /** @description The number in its ETag. */
            version: number;
            /** @description Their ids, as they are sent. */
            substitutes: string[];
            /** @description Their names today. */
            substitute_names: string[];
            set_targets: components["schemas"]["SetTarget"][];
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
        /** PreviousPerformance */
        PreviousPerformance: {
            /** Format: uuid */
            workout_id: string;
            /** Format: date */
            performed_on: string;
            notes: string;
            returning_note: string;
            sets: components["schemas"]["PreviousSet"][];
        };
        /** PreviousSet */
        PreviousSet: {
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
            /** @description With `each`, repetitions and load are those of one side. */
            side: components["schemas"]["Side"] | null;
            set_type: components["schemas"]["SetType"];
            technique: components["schemas"]["IntensityTechnique"] | null;
            /** @description From 1, warm-ups and working sets counted apart; a piece has its set's. */
            set_number: number;
            /** @description From 1, for the pieces of a set (drop set, rest-pause). */
            piece: number | null;
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
        /**
         * ProfileContent
         * @description What a person says of themselves. Bars and plates are each sent as a whole list.
         */
        ProfileContent: {
            /**
             * @description What to call you; may be empty.
             * @default
             */
            display_name: string;
            /**
             * @description Loads are shown in it where they were not typed in one.
             * @default kg
             */
            unit: components["schemas"]["LoadUnit"];
            /**
             * @description An IANA name; days begin and end there.
             * @default UTC
             * @example Europe/Berlin
             */
            time_zone: string;
            /**
             * @description 1 is Monday, 7 is Sunday.
             * @default 1
             */
            first_weekday: number;
            /**
             * @description The bars at hand.
             * @default []
             */
            bars: components["schemas"]["Bar"][];
            /**
             * @description The plates at hand.
             * @default []
             */
            plates: components["schemas"]["Plate"][];
            /**
             * @description For estimated one-repetition maxima.
             * @default epley
             */
            e1rm_formula: components["schemas"]["E1rmFormula"];
            /**
             * @description Asked for by strength scores alone; never required.
             * @default null
             */
            sex: components["schemas"]["Sex"] | null;
            /** @default null */
            birth_year: number | null;
        };
        /**
         * ProfileContentPatch
         * @description A JSON merge patch (RFC 7396) of ProfileContent: any of its fields; null is what a field is when it is left out.
         */
        ProfileContentPatch: {
            display_name?: string | null;
            unit?: components["schemas"]["LoadUnit"] | null;
            time_zone?: string | null;
            first_weekday?: number | null;
            bars?: components["schemas"]["Bar"][] | null;
            plates?: components["schemas"]["Plate"][] | null;
            e1rm_formula?: components["schemas"]["E1rmFormula"] | null;
            sex?: (components["schemas"]["Sex"] | null) | null;
            birth_year?: (number | null) | null;
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
        /** Progress */
        Progress: {
            /** Format: uuid */
            exercise_id: string;
            name: string;
            /** @description The person's unit, and that of every number that was computed. */
            unit: components["schemas"]["LoadUnit"];
            /** @description How the estimates were computed. */
            formula: string;
            /** @description Weeks without a set that an estimate can be made from are left out. */
            weeks: components["schemas"]["WeeklyBest"][];
            /** @description The person's choice. */
            e1rm_formula: components["schemas"]["E1rmFormula"];
            /** @description Which sets and loads count. */
            counted: string;
            /** @description Sets left out of estimates and tonnage because nobody knows what the body weighed. */
            sets_without_body_weight: number;
            /** @description Every week in which it was done, those without an estimate too. */
            training: components["schemas"]["WeeklyTraining"][];
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
        /**
         * Push
         * @description What was done on one device, in the order in which it was done.
         */
        Push: {
            /** @description The protocol that the device speaks. */
            schema: number;
            /**
             * Format: uuid
             * @description That of the answers which the device has.
             */
            epoch: string;
            /** @description What a person calls the device, and no other of theirs; the log names it. */
            device: string;
            operations: components["schemas"]["Operation"][];
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
        /**
         * PushPatch
         * @description A JSON merge patch (RFC 7396) of Push: any of its fields; null is what a field is when it is left out.
         */
        PushPatch: {
            schema?: number | null;
            epoch?: string | null;
            device?: string | null;
            operations?: components["schemas"]["Operation"][] | null;
        };
        /**
         * ReadAs
         * @description An app whose columns stand in fixed order, so that its files can be read whatever their header says.
         * @enum {string}
         */
        ReadAs: "strong";
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
        /** Records */
        Records: {
            /** Format: uuid */
            exercise_id: string;
            name: string;
            measurement: components["schemas"]["Measurement"];
            load_mode: components["schemas"]["LoadMode"];
            /** @description The person's unit, and that of every number that was computed. */
            unit: components["schemas"]["LoadUnit"];
            /** @description How the estimates were computed. */
            formula: string;
            /** @description Which sets and loads count. */
            counted: string;
            /** @description With the most load, or the least help; of equals the most repetitions. */
            heaviest: components["schemas"]["SetRecord"] | null;
            best_estimate: components["schemas"]["EstimateRecord"] | null;
            /** @description The most repetitions at each load, heaviest first, without those surpassed with more load. */
            most_reps: components["schemas"]["SetRecord"][];
            /** @description The one that lasted longest. */
            longest: components["schemas"]["SetRecord"] | null;
            /** @description The one that went farthest. */
            farthest: components["schemas"]["SetRecord"] | null;
            /** @description The workout with most tonnage. */
            most_volume: components["schemas"]["WorkoutRecord"] | null;
            /** @description The workout with most sets. */
            most_sets: components["schemas"]["WorkoutRecord"] | null;
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
        /**
         * RevokingPatch
         * @description A JSON merge patch (RFC 7396) of Revoking: any of its fields; null is what a field is when it is left out.
         */
        RevokingPatch: {
            password?: string | null;
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
        /**
         * SetContent
         * @description One set as it was done. It has repetitions, a load, a duration or a distance; effort is told as RPE or as RIR.
         *
         *         Left out: `set_index` is the place after the last, `load_mode` that of the exercise, `performed_at` is now in a
         *         workout that runs, and the workout's start otherwise.
         */
        SetContent: {
            /** @default working */
            set_type: components["schemas"]["SetType"];
            /** @default null */
            set_index: number | null;
            /** @default null */
            reps: number | null;
            /** @default null */
            load: string | null;
            /** @default null */
            load_unit: components["schemas"]["LoadUnit"] | null;
            /** @default null */
            load_mode: components["schemas"]["LoadMode"] | null;
            /**
             * @description At most six decimals.
             * @default null
             */
            duration_seconds: string | null;
            /**
             * @description As typed, in `distance_unit`, at most six decimals.
             * @default null
             */
            distance: string | null;
            /** @default null */
            distance_unit: components["schemas"]["DistanceUnit"] | null;
            /**
             * @description Effort from 0 to 10, in half steps.
             * @default null
             */
            rpe: string | null;
            /**
             * @description Repetitions in reserve from 0 to 30, in half steps.
             * @default null
             */
            rir: string | null;
            /** @default null */
            rest_seconds: number | null;
            /** @default  */
            note: string;
            /** @default null */
            technique: components["schemas"]["IntensityTechnique"] | null;
            /**
             * @description The set of the same exercise that this one is a piece of, the first piece: drop sets, …
             * @default null
             */
            continues_set_id: string | null;
            /** @default null */
            performed_at: string | null;
            /**
             * @description With `each`, repetitions and load are those of one side.
             * @default null
             */
            side: components["schemas"]["Side"] | null;
        };
        /**
         * SetContentPatch
         * @description A JSON merge patch (RFC 7396) of SetContent: any of its fields; null is what a field is when it is left out.
         */
        SetContentPatch: {
            set_type?: components["schemas"]["SetType"] | null;
            set_index?: (number | null) | null;
            reps?: (number | null) | null;
            load?: (string | null) | null;
            load_unit?: (components["schemas"]["LoadUnit"] | null) | null;
            load_mode?: (components["schemas"]["LoadMode"] | null) | null;
            duration_seconds?: (string | null) | null;
            distance?: (string | null) | null;
            distance_unit?: (components["schemas"]["DistanceUnit"] | null) | null;
            rpe?: (string | null) | null;
            rir?: (string | null) | null;
            rest_seconds?: (number | null) | null;
            note?: string | null;
            technique?: (components["schemas"]["IntensityTechnique"] | null) | null;
            continues_set_id?: (string | null) | null;
            performed_at?: (string | null) | null;
            side?: (components["schemas"]["Side"] | null) | null;
        };
        /**
         * SetCreation
         * @description One set, and the exercise of a workout that it was done of.
         */
        SetCreation: {
            /** @default working */
            set_type: components["schemas"]["SetType"];
            /** @default null */
            set_index: number | null;
            /** @default null */
            reps: number | null;
            /** @default null */
            load: string | null;
            /** @default null */
            load_unit: components["schemas"]["LoadUnit"] | null;
            /** @default null */
            load_mode: components["schemas"]["LoadMode"] | null;
            /**
             * @description At most six decimals.
             * @default null
             */
            duration_seconds: string | null;
            /**
             * @description As typed, in `distance_unit`, at most six decimals.
             * @default null
             */
            distance: string | null;
            /** @default null */
            distance_unit: components["schemas"]["DistanceUnit"] | null;
            /**
             * @description Effort from 0 to 10, in half steps.
             * @default null
             */
            rpe: string | null;
            /**
             * @description Repetitions in reserve from 0 to 30, in half steps.
             * @default null
             */
            rir: string | null;
            /** @default null */
            rest_seconds: number | null;
            /** @default  */
            note: string;
            /** @default null */
            technique: components["schemas"]["IntensityTechnique"] | null;
            /**
             * @description The set of the same exercise that this one is a piece of, the first piece: drop sets, …
             * @default null
             */
            continues_set_id: string | null;
            /** @default null */
            performed_at: string | null;
            /**
             * @description With `each`, repetitions and load are those of one side.
             * @default null
             */
            side: components["schemas"]["Side"] | null;
            /** Format: uuid */
            workout_exercise_id: string;
        };
        /**
         * SetCreationPatch
         * @description A JSON merge patch (RFC 7396) of SetCreation: any of its fields; null is what a field is when it is left out.
         */
        SetCreationPatch: {
            set_type?: components["schemas"]["SetType"] | null;
            set_index?: (number | null) | null;
            reps?: (number | null) | null;
            load?: (string | null) | null;
            load_unit?: (components["schemas"]["LoadUnit"] | null) | null;
            load_mode?: (components["schemas"]["LoadMode"] | null) | null;
            duration_seconds?: (string | null) | null;
            distance?: (string | null) | null;
            distance_unit?: (components["schemas"]["DistanceUnit"] | null) | null;
            rpe?: (string | null) | null;
            rir?: (string | null) | null;
            rest_seconds?: (number | null) | null;
            note?: string | null;
            technique?: (components["schemas"]["IntensityTechnique"] | null) | null;
            continues_set_id?: (string | null) | null;
            performed_at?: (string | null) | null;
            side?: (components["schemas"]["Side"] | null) | null;
            workout_exercise_id?: string | null;
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
        /** SetRecord */
        SetRecord: {
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
            /** @description With `each`, repetitions and load are those of one side. */
            side: components["schemas"]["Side"] | null;
            /** Format: uuid */
            set_id: string;
            /** Format: uuid */
            workout_id: string;
            /** Format: date */
            performed_on: string;
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
        /** SharedExercise */
        SharedExercise: {
            /** Format: uuid */
            id: string;
            name: string;
            slug: string | null;
        };
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
        /**
         * SignInAttemptPatch
         * @description A JSON merge patch (RFC 7396) of SignInAttempt: any of its fields; null is what a field is when it is left out.
         */
        SignInAttemptPatch: {
            email?: string | null;
            password?: string | null;
            label?: string | null;
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
        /**
         * Since
         * @description The instant at which everything was right.
         */
        Since: {
            /**
             * Format: date-time
             * @description All changes from then on are taken back.
             */
            since: string;
        };
        /**
         * SincePatch
         * @description A JSON merge patch (RFC 7396) of Since: any of its fields; null is what a field is when it is left out.
         */
        SincePatch: {
            since?: string | null;
        };
        /** Storage */
        Storage: {
            /** @description Plans, workouts, sets, measurements, exercises of one's own. */
            training: components["schemas"]["Stored"];
            /** @description Lines of imported files, kept as they were. */
            files: components["schemas"]["Stored"];
            /** @description What happened, which an undo needs; older changes are forgotten. */
            log: components["schemas"]["Stored"];
            /** @description All of it. */
            bytes: number;
            /** @description Beyond it no files are taken in; null without a limit. */
            allowed_bytes: number | null;
        };
        /**
         * Stored
         * @description Plans, workouts, sets, measurements, exercises of one's own.
         */
        Stored: {
            rows: number;
            bytes: number;
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
        /** Token */
        Token: {
            /** @description A JWT, signed with HS256. */
            token: string;
            /**
             * Format: uuid
             * @description To revoke it by.
             */
            login_session_id: string;
            /** Format: uuid */
            account_id: string;
            /** Format: date-time */
            expires_at: string;
        };
        /** UndoneChange */
        UndoneChange: {
            /** @description How many rows are as they were; 0 where it was undone already. */
            rows: number;
            /** @description The change that the undo is, by which it is taken back; null if none. */
            change: components["schemas"]["ChangeSummary"] | null;
        };
        /** WeeklyBest */
        WeeklyBest: {
            /**
             * Format: date
             * @description The first day of the week, by the person's first weekday.
             */
            week_starts_on: string;
            /** @description Of all that was moved, the body's weight included; in the answer's `unit`, two decimals. */
            estimated_1rm: string;
            /** Format: uuid */
            workout_id: string;
            /** Format: date */
            performed_on: string;
            load: string | null;
            load_unit: components["schemas"]["LoadUnit"] | null;
            reps: number;
            rpe: string | null;
            rir: string | null;
            /** Format: uuid */
            set_id: string;
            load_mode: components["schemas"]["LoadMode"];
            /** @description What the body weighed, in the answer's `unit`; null where only the load was moved. */
            body_weight: string | null;
            /** @description The estimate without the body's weight: what to hang on for one repetition, or, negative, the help that is left. Null where only the load was moved. */
            estimated_added_load: string | null;
        };
        /** WeeklyMuscles */
        WeeklyMuscles: {
            /**
             * Format: date
             * @description The first day of the week, by the person's first weekday.
             */
            week_starts_on: string;
            groups: components["schemas"]["GroupSets"][];
            /** @description Working sets of one's own exercises without muscles, which are counted nowhere else. */
            without_muscles: string;
        };
        /** WeeklyTraining */
        WeeklyTraining: {
            /**
             * Format: date
             * @description The first day of the week, by the person's first weekday.
             */
            week_starts_on: string;
            workouts: number;
            /** @description Working sets; the pieces of a drop set or rest-pause set are one set, one side alone is half. */
            sets: string;
            /** @description Of both sides, pieces of a set included. */
            repetitions: number;
            /** @description Load × repetitions of what was hung on or held, both sides of a set done with `each`. */
            volume: string;
            /** @description Like volume, with the body's weight where that was moved too and is known. */
            tonnage: string;
        };
        /** Workout */
        Workout: {
            /** Format: uuid */
            id: string;
            name: string;
            status: components["schemas"]["SessionStatus"];
            /** Format: date-time */
            started_at: string;
            completed_at: string | null;
            /**
             * Format: date
             * @description The day it began, where it was done (`time_zone`).
             */
            performed_on: string;
            time_zone: string;
            plan_id: string | null;
            notes: string;
            /** @description As typed, in `body_weight_unit`. */
            body_weight: string | null;
            body_weight_unit: components["schemas"]["LoadUnit"] | null;
            plan_day_id: string | null;
            /** @description When it came back from the trash, because something was logged for it; null if never. */
            restored_at: string | null;
            /** @description The number in its ETag. */
            version: number;
            exercises: components["schemas"]["WorkoutExercise"][];
        };
        /**
         * WorkoutContent
         * @description A workout without its exercises. `completed_at` is null unless it is completed.
         */
        WorkoutContent: {
            /** @default  */
            name: string;
            /** @default  */
            notes: string;
            /** Format: date-time */
            started_at: string;
            /** @default null */
            completed_at: string | null;
            /**
             * @description An IANA name; days begin and end there.
             * @example Europe/Berlin
             */
            time_zone: string;
            /**
             * @description As typed, in `body_weight_unit`, with at most three decimals.
             * @default null
             */
            body_weight: string | null;
            /** @default null */
            body_weight_unit: components["schemas"]["LoadUnit"] | null;
        };
        /**
         * WorkoutContentPatch
         * @description A JSON merge patch (RFC 7396) of WorkoutContent: any of its fields; null is what a field is when it is left out.
         */
        WorkoutContentPatch: {
            name?: string | null;
            notes?: string | null;
            started_at?: string | null;
            completed_at?: (string | null) | null;
            time_zone?: string | null;
            body_weight?: (string | null) | null;
            body_weight_unit?: (components["schemas"]["LoadUnit"] | null) | null;
        };
        /**
         * WorkoutCreation
         * @description How a workout starts. Left out: `name` is that of the day or plan, `started_at` is now, `time_zone` is your own.
         *
         *         With `completed_at` it is a past workout, and completed.
         */
        WorkoutCreation: {
            /**
             * @description The day of a plan whose exercises are copied.
             * @default null
             */
            plan_day_id: string | null;
            /**
             * @description A plan without days, whose exercises are copied.
             * @default null
             */
            plan_id: string | null;
            /**
             * @description Start it although another one runs; otherwise the answer is the one that runs.
             * @default false
             */
            alongside: boolean;
            /** @default null */
            name: string | null;
            /** @default  */
            notes: string;
            /** @default null */
            started_at: string | null;
            /** @default null */
            completed_at: string | null;
            /** @default null */
            time_zone: string | null;
            /**
             * @description As typed, in `body_weight_unit`, with at most three decimals.
             * @default null
             */
            body_weight: string | null;
            /** @default null */
            body_weight_unit: components["schemas"]["LoadUnit"] | null;
        };
        /**
         * WorkoutCreationPatch
         * @description A JSON merge patch (RFC 7396) of WorkoutCreation: any of its fields; null is what a field is when it is left out.
         */
        WorkoutCreationPatch: {
            plan_day_id?: (string | null) | null;
            plan_id?: (string | null) | null;
            alongside?: boolean | null;
            name?: (string | null) | null;
            notes?: string | null;
            started_at?: (string | null) | null;
            completed_at?: (string | null) | null;
            time_zone?: (string | null) | null;
            body_weight?: (string | null) | null;
            body_weight_unit?: (components["schemas"]["LoadUnit"] | null) | null;
        };
        /** WorkoutExercise */
        WorkoutExercise: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            exercise_id: string;
            /** @description The exercise's name today. */
            name: string;
            /** @description Its place; where two share one, the id decides. */
            display_order: number;
            /** @description Exercises of one group were done in turns. */
            superset_group: number | null;
            plan_exercise_id: string | null;
            notes: string;
            /** @description Shown again at the next workout of the same plan. */
            returning_note: string;
            /** @description What the plan asked for when the workout began. */
            target: components["schemas"]["Target"] | null;
            /** @description The number in its ETag. */
            version: number;
            /** @description The last time it was done; null unless the workout runs. */
            previous: components["schemas"]["PreviousPerformance"] | null;
            sets: components["schemas"]["WorkoutSet"][];
        };
        /**
         * WorkoutExerciseContent
         * @description One exercise in a workout. Without `display_order` it is the last.
         */
        WorkoutExerciseContent: {
            /** Format: uuid */
            exercise_id: string;
            /** @default null */
            display_order: number | null;
            /** @default null */
            superset_group: number | null;
            /** @default  */
            notes: string;
            /**
             * @description Shown again next time: kept in the plan that the exercise came from, too.
             * @default
             */
            returning_note: string;
        };
        /**
         * WorkoutExerciseContentPatch
         * @description A JSON merge patch (RFC 7396) of WorkoutExerciseContent: any of its fields; null is what a field is when it is left out.
         */
        WorkoutExerciseContentPatch: {
            exercise_id?: string | null;
            display_order?: (number | null) | null;
            superset_group?: (number | null) | null;
            notes?: string | null;
            returning_note?: string | null;
        };
        /**
         * WorkoutExerciseCreation
         * @description One exercise, and the workout that it is added to.
         */
        WorkoutExerciseCreation: {
            /** Format: uuid */
            exercise_id: string;
            /** @default null */
            display_order: number | null;
            /** @default null */
            superset_group: number | null;
            /** @default  */
            notes: string;
            /**
             * @description Shown again next time: kept in the plan that the exercise came from, too.
             * @default
             */
            returning_note: string;
            /** Format: uuid */
            workout_id: string;
        };
        /**
         * WorkoutExerciseCreationPatch
         * @description A JSON merge patch (RFC 7396) of WorkoutExerciseCreation: any of its fields; null is what a field is when it is left out.
         */
        WorkoutExerciseCreationPatch: {
            exercise_id?: string | null;
            display_order?: (number | null) | null;
            superset_group?: (number | null) | null;
            notes?: string | null;
            returning_note?: string | null;
            workout_id?: string | null;
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
        /** WorkoutPage */
        WorkoutPage: {
            items: components["schemas"]["WorkoutSummary"][];
            /** @description For the next page; null on the last one. */
            next_cursor: string | null;
        };
        /** WorkoutRecord */
        WorkoutRecord: {
            /** Format: uuid */
            workout_id: string;
            /** Format: date */
            performed_on: string;
            /** @description Working sets; the pieces of a drop set or rest-pause set are one set, one side alone is half. */
            sets: string;
            /** @description Load × repetitions of what was hung on or held, both sides of a set done with `each`. */
            volume: string;
            /** @description Like volume, with the body's weight where that was moved too and is known. */
            tonnage: string;
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
        /** WorkoutSet */
        WorkoutSet: {
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
            /** @description With `each`, repetitions and load are those of one side. */
            side: components["schemas"]["Side"] | null;
            set_type: components["schemas"]["SetType"];
            /** @description Its place, from 1; where two share one, the id decides. */
            set_index: number;
            technique: components["schemas"]["IntensityTechnique"] | null;
            /** @description The set that this one is a piece of: drop set, rest-pause. */
            continues_set_id: string | null;
            rest_seconds: number | null;
            note: string;
            /**
             * Format: date-time
             * @description When; the workout's start where the instant is unknown.
             */
            performed_at: string;
            /** Format: uuid */
            id: string;
            /** @description The number in its ETag. */
            version: number;
        };
        /** WorkoutSummary */
        WorkoutSummary: {
            /** Format: uuid */
            id: string;
            name: string;
            status: components["schemas"]["SessionStatus"];
            /** Format: date-time */
            started_at: string;
            completed_at: string | null;
            /**
             * Format: date
             * @description The day it began, where it was done (`time_zone`).
             */
            performed_on: string;
            time_zone: string;
            /** @description How many exercises it has. */
            exercises: number;
            /** @description How many sets it has that are not warm-ups: one side alone is half of one, a further piece of a drop set and an attempt of which none was made are none. */
            working_sets: number;
            /** @description It begins more than a day after now: the clock of the device that logged it was wrong. Such workouts come after all others, and none of them is the latest of anything. */
            in_future: boolean;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type Account = components['schemas']['Account'];
export type Action = components['schemas']['Action'];
export type AnswerBefore = components['schemas']['AnswerBefore'];
export type Bar = components['schemas']['Bar'];
export type BodyPart = components['schemas']['BodyPart'];
export type BodyUnit = components['schemas']['BodyUnit'];
export type BootstrapAnswer = components['schemas']['BootstrapAnswer'];
export type ChangeDetail = components['schemas']['ChangeDetail'];
export type ChangePage = components['schemas']['ChangePage'];
export type ChangeSummary = components['schemas']['ChangeSummary'];
export type ChangedKind = components['schemas']['ChangedKind'];
export type ChangedThing = components['schemas']['ChangedThing'];
export type ChangedWorkout = components['schemas']['ChangedWorkout'];
export type Completion = components['schemas']['Completion'];
export type CompletionPatch = components['schemas']['CompletionPatch'];
export type DateOrder = components['schemas']['DateOrder'];
export type Day = components['schemas']['Day'];
export type DayContent = components['schemas']['DayContent'];
export type DayContentPatch = components['schemas']['DayContentPatch'];
export type DayCreation = components['schemas']['DayCreation'];
export type DayCreationPatch = components['schemas']['DayCreationPatch'];
export type DayWithExercises = components['schemas']['DayWithExercises'];
export type DeviceFile = components['schemas']['DeviceFile'];
export type DeviceFilePatch = components['schemas']['DeviceFilePatch'];
export type DistanceUnit = components['schemas']['DistanceUnit'];
export type E1rmFormula = components['schemas']['E1rmFormula'];
export type EmailChange = components['schemas']['EmailChange'];
export type EmailChangePatch = components['schemas']['EmailChangePatch'];
export type Equipment = components['schemas']['Equipment'];
export type EstimateRecord = components['schemas']['EstimateRecord'];
export type Exercise = components['schemas']['Exercise'];
export type ExerciseContent = components['schemas']['ExerciseContent'];
export type ExerciseContentPatch = components['schemas']['ExerciseContentPatch'];
export type ExerciseFields = components['schemas']['ExerciseFields'];
export type ExerciseMatches = components['schemas']['ExerciseMatches'];
export type ExerciseRow = components['schemas']['ExerciseRow'];
export type ExerciseSummary = components['schemas']['ExerciseSummary'];
export type ExerciseUnit = components['schemas']['ExerciseUnit'];
export type Export = components['schemas']['Export'];
export type ExportedAccount = components['schemas']['ExportedAccount'];
export type ExportedExercise = components['schemas']['ExportedExercise'];
export type ExportedImport = components['schemas']['ExportedImport'];
export type ExportedImportedRow = components['schemas']['ExportedImportedRow'];
export type ExportedImportedWorkout = components['schemas']['ExportedImportedWorkout'];
export type ExportedLoginSession = components['schemas']['ExportedLoginSession'];
export type ExportedMeasurement = components['schemas']['ExportedMeasurement'];
export type ExportedMerge = components['schemas']['ExportedMerge'];
export type ExportedPlan = components['schemas']['ExportedPlan'];
export type ExportedPlanDay = components['schemas']['ExportedPlanDay'];
export type ExportedPlanExercise = components['schemas']['ExportedPlanExercise'];
export type ExportedProvider = components['schemas']['ExportedProvider'];
export type ExportedSet = components['schemas']['ExportedSet'];
export type ExportedSignInEvent = components['schemas']['ExportedSignInEvent'];
export type ExportedWorkout = components['schemas']['ExportedWorkout'];
export type ExportedWorkoutExercise = components['schemas']['ExportedWorkoutExercise'];
export type FieldProblem = components['schemas']['FieldProblem'];
export type FileReport = components['schemas']['FileReport'];
export type FileRow = components['schemas']['FileRow'];
export type GroupSets = components['schemas']['GroupSets'];
export type HistoryPage = components['schemas']['HistoryPage'];
export type ImportDetail = components['schemas']['ImportDetail'];
export type ImportForm = components['schemas']['ImportForm'];
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
export type LeavingPatch = components['schemas']['LeavingPatch'];
export type LoadMode = components['schemas']['LoadMode'];
export type LoadUnit = components['schemas']['LoadUnit'];
export type LoggedSet = components['schemas']['LoggedSet'];
export type LoginSession = components['schemas']['LoginSession'];
export type LoginSessionKind = components['schemas']['LoginSessionKind'];
export type Measured = components['schemas']['Measured'];
export type Measurement = components['schemas']['Measurement'];
export type MeasurementContent = components['schemas']['MeasurementContent'];
export type MeasurementContentPatch = components['schemas']['MeasurementContentPatch'];
export type MeasurementFields = components['schemas']['MeasurementFields'];
export type MeasurementPage = components['schemas']['MeasurementPage'];
export type MeasurementRow = components['schemas']['MeasurementRow'];
export type MergeContent = components['schemas']['MergeContent'];
export type MergeContentPatch = components['schemas']['MergeContentPatch'];
export type MergePage = components['schemas']['MergePage'];
export type Merged = components['schemas']['Merged'];
export type MovementPattern = components['schemas']['MovementPattern'];
export type Muscle = components['schemas']['Muscle'];
export type MuscleGroup = components['schemas']['MuscleGroup'];
export type MuscleSets = components['schemas']['MuscleSets'];
export type MuscleVolume = components['schemas']['MuscleVolume'];
export type NameCandidate = components['schemas']['NameCandidate'];
export type NewAccount = components['schemas']['NewAccount'];
export type NewAccountPatch = components['schemas']['NewAccountPatch'];
export type Operation = components['schemas']['Operation'];
export type Order = components['schemas']['Order'];
export type OrderPatch = components['schemas']['OrderPatch'];
export type Outcome = components['schemas']['Outcome'];
export type Overlapping = components['schemas']['Overlapping'];
export type OverlappingWorkout = components['schemas']['OverlappingWorkout'];
export type PasswordChange = components['schemas']['PasswordChange'];
export type PasswordChangePatch = components['schemas']['PasswordChangePatch'];
export type PerformedSet = components['schemas']['PerformedSet'];
export type Plan = components['schemas']['Plan'];
export type PlanContent = components['schemas']['PlanContent'];
export type PlanContentPatch = components['schemas']['PlanContentPatch'];
export type PlanCreation = components['schemas']['PlanCreation'];
export type PlanCreationPatch = components['schemas']['PlanCreationPatch'];
export type PlanDayFields = components['schemas']['PlanDayFields'];
export type PlanDayRow = components['schemas']['PlanDayRow'];
export type PlanExerciseContent = components['schemas']['PlanExerciseContent'];
export type PlanExerciseContentPatch = components['schemas']['PlanExerciseContentPatch'];
export type PlanExerciseCreation = components['schemas']['PlanExerciseCreation'];
export type PlanExerciseCreationPatch = components['schemas']['PlanExerciseCreationPatch'];
export type PlanExerciseFields = components['schemas']['PlanExerciseFields'];
export type PlanExerciseRow = components['schemas']['PlanExerciseRow'];
export type PlanFields = components['schemas']['PlanFields'];
export type PlanPage = components['schemas']['PlanPage'];
export type PlanRow = components['schemas']['PlanRow'];
export type PlanSummary = components['schemas']['PlanSummary'];
export type PlannedExercise = components['schemas']['PlannedExercise'];
export type Plate = components['schemas']['Plate'];
export type PreviousPerformance = components['schemas']['PreviousPerformance'];
export type PreviousSet = components['schemas']['PreviousSet'];
export type Problem = components['schemas']['Problem'];
export type ProfileContent = components['schemas']['ProfileContent'];
export type ProfileContentPatch = components['schemas']['ProfileContentPatch'];
export type ProfileFields = components['schemas']['ProfileFields'];
export type ProfileRow = components['schemas']['ProfileRow'];
export type Progress = components['schemas']['Progress'];
export type PullAnswer = components['schemas']['PullAnswer'];
export type Push = components['schemas']['Push'];
export type PushAnswer = components['schemas']['PushAnswer'];
export type PushPatch = components['schemas']['PushPatch'];
export type ReadAs = components['schemas']['ReadAs'];
export type Readiness = components['schemas']['Readiness'];
export type Receipt = components['schemas']['Receipt'];
export type Records = components['schemas']['Records'];
export type Refusal = components['schemas']['Refusal'];
export type RefusedField = components['schemas']['RefusedField'];
export type RefusedPart = components['schemas']['RefusedPart'];
export type ReportRemark = components['schemas']['ReportRemark'];
export type RestoredRow = components['schemas']['RestoredRow'];
export type Revoking = components['schemas']['Revoking'];
export type RevokingPatch = components['schemas']['RevokingPatch'];
export type RowCount = components['schemas']['RowCount'];
export type RowOperation = components['schemas']['RowOperation'];
export type RowOutcome = components['schemas']['RowOutcome'];
export type RowPage = components['schemas']['RowPage'];
export type SampleExercise = components['schemas']['SampleExercise'];
export type SampleSet = components['schemas']['SampleSet'];
export type SampleWorkout = components['schemas']['SampleWorkout'];
export type SessionStatus = components['schemas']['SessionStatus'];
export type SetAsideRow = components['schemas']['SetAsideRow'];
export type SetContent = components['schemas']['SetContent'];
export type SetContentPatch = components['schemas']['SetContentPatch'];
export type SetCreation = components['schemas']['SetCreation'];
export type SetCreationPatch = components['schemas']['SetCreationPatch'];
export type SetFields = components['schemas']['SetFields'];
export type SetRecord = components['schemas']['SetRecord'];
export type SetRow = components['schemas']['SetRow'];
export type SetTarget = components['schemas']['SetTarget'];
export type SetType = components['schemas']['SetType'];
export type Sex = components['schemas']['Sex'];
export type SharedExercise = components['schemas']['SharedExercise'];
export type Side = components['schemas']['Side'];
export type SignInAttempt = components['schemas']['SignInAttempt'];
export type SignInAttemptPatch = components['schemas']['SignInAttemptPatch'];
export type SignInEvent = components['schemas']['SignInEvent'];
export type SignInRefusal = components['schemas']['SignInRefusal'];
export type SignUpState = components['schemas']['SignUpState'];
export type SignedIn = components['schemas']['SignedIn'];
export type Since = components['schemas']['Since'];
export type SincePatch = components['schemas']['SincePatch'];
export type Storage = components['schemas']['Storage'];
export type Stored = components['schemas']['Stored'];
export type Taken = components['schemas']['Taken'];
export type Target = components['schemas']['Target'];
export type Through = components['schemas']['Through'];
export type Token = components['schemas']['Token'];
export type UndoneChange = components['schemas']['UndoneChange'];
export type WeeklyBest = components['schemas']['WeeklyBest'];
export type WeeklyMuscles = components['schemas']['WeeklyMuscles'];
export type WeeklyTraining = components['schemas']['WeeklyTraining'];
export type Workout = components['schemas']['Workout'];
export type WorkoutContent = components['schemas']['WorkoutContent'];
export type WorkoutContentPatch = components['schemas']['WorkoutContentPatch'];
export type WorkoutCreation = components['schemas']['WorkoutCreation'];
export type WorkoutCreationPatch = components['schemas']['WorkoutCreationPatch'];
export type WorkoutExercise = components['schemas']['WorkoutExercise'];
export type WorkoutExerciseContent = components['schemas']['WorkoutExerciseContent'];
export type WorkoutExerciseContentPatch = components['schemas']['WorkoutExerciseContentPatch'];
export type WorkoutExerciseCreation = components['schemas']['WorkoutExerciseCreation'];
export type WorkoutExerciseCreationPatch = components['schemas']['WorkoutExerciseCreationPatch'];
export type WorkoutExerciseFields = components['schemas']['WorkoutExerciseFields'];
export type WorkoutExerciseRow = components['schemas']['WorkoutExerciseRow'];
export type WorkoutFields = components['schemas']['WorkoutFields'];
export type WorkoutPage = components['schemas']['WorkoutPage'];
export type WorkoutRecord = components['schemas']['WorkoutRecord'];
export type WorkoutRow = components['schemas']['WorkoutRow'];
export type WorkoutSet = components['schemas']['WorkoutSet'];
export type WorkoutSummary = components['schemas']['WorkoutSummary'];
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
    patchAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you read: the change is refused with 412 when it was changed since. Leave out to change whatever is there. */
                "If-Match"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileContentPatch"];
                "application/merge-patch+json": components["schemas"]["ProfileContentPatch"];
            };
        };
        responses: {
            /** @description The account as it is now. */
            200: {
                headers: {
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
            /** @description Changed meanwhile */
            412: {
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
    changeEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailChange"];
            };
        };
        responses: {
            /** @description The account as it is now. */
            200: {
                headers: {
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
    exportAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, as an attachment. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Export"];
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
    makeToken: {
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
            /** @description The token. */
            201: {
                headers: {
                    "Cache-Control"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
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
    revokeOtherLoginSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
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
    signOut: {
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
    getStorage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By what it is, and all of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Storage"];
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
    listPlans: {
        parameters: {
            query?: {
                /** @description Those put out of the way, instead of the others. */
                archived?: boolean;
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
            /** @description One page of plans. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanPage"];
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
    getPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
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
    putPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanCreation"];
            };
        };
        responses: {
            /** @description The plan. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description The plan. Made by this request. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
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
    deletePlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you read: the change is refused with 412 when it was changed since. Leave out to change whatever is there. */
                "If-Match"?: string | null;
            };
            path: {
                plan_id: string;
            };
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
            /** @description Changed meanwhile */
            412: {
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
    patchPlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you read: the change is refused with 412 when it was changed since. Leave out to change whatever is there. */
                "If-Match"?: string | null;
            };
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanContentPatch"];
                "application/merge-patch+json": components["schemas"]["PlanContentPatch"];
            };
        };
        responses: {
            /** @description The plan as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
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
            /** @description Changed meanwhile */
            412: {
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
    archivePlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
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
    restorePlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
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
    putPlanDayOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Order"];
            };
        };
        responses: {
            /** @description The plan as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
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
    putPlanExerciseOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Order"];
            };
        };
        responses: {
            /** @description The plan as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
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
    putPlanDay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_day_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DayCreation"];
            };
        };
        responses: {
            /** @description The day. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Day"];
                };
            };
            /** @description The day. Made by this request. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Day"];
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
    deletePlanDay: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you read: the change is refused with 412 when it was changed since. Leave out to change whatever is there. */
                "If-Match"?: string | null;
            };
            path: {
                plan_day_id: string;
            };
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
            /** @description Changed meanwhile */
            412: {
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
    patchPlanDay: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you read: the change is refused with 412 when it was changed since. Leave out to change whatever is there. */
                "If-Match"?: string | null;
            };
            path: {
                plan_day_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DayContentPatch"];
                "application/merge-patch+json": components["schemas"]["DayContentPatch"];
            };
        };
        responses: {
            /** @description The day as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Day"];
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
            /** @description Changed meanwhile */
            412: {
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
    putPlanDayExerciseOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_day_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Order"];
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
    putPlanExercise: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_exercise_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanExerciseCreation"];
            };
        };
        responses: {
            /** @description The exercise. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlannedExercise"];
                };
            };
            /** @description The exercise. Made by this request. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlannedExercise"];
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
    deletePlanExercise: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you read: the change is refused with 412 when it was changed since. Leave out to change whatever is there. */
                "If-Match"?: string | null;
            };
            path: {
                plan_exercise_id: string;
            };
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
            /** @description Changed meanwhile */
            412: {
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
    patchPlanExercise: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you read: the change is refused with 412 when it was changed since. Leave out to change whatever is there. */
                "If-Match"?: string | null;
            };
            path: {
                plan_exercise_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanExerciseContentPatch"];
                "application/merge-patch+json": components["schemas"]["PlanExerciseContentPatch"];
            };
        };
        responses: {
            /** @description The exercise as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlannedExercise"];
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
            /** @description Changed meanwhile */
            412: {
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
    listWorkouts: {
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
            /** @description One page of workouts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkoutPage"];
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
    getRunningWorkout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workout. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workout"];
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
    getWorkout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workout_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workout. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workout"];
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
    putWorkout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workout_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkoutCreation"];
            };
        };
        responses: {
            /** @description The workout to go on with. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workout"];
                };
            };
            /** @description The workout to go on with. Made by this request. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workout"];
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
    deleteWorkout: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you read: the change is refused with 412 when it was changed since. Leave out to change whatever is there. */
                "If-Match"?: string | null;
            };
            path: {
                workout_id: string;
            };
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
            /** @description Changed meanwhile */
            412: {
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
    patchWorkout: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you read: the change is refused with 412 when it was changed since. Leave out to change whatever is there. */
                "If-Match"?: string | null;
            };
            path: {
                workout_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkoutContentPatch"];
                "application/merge-patch+json": components["schemas"]["WorkoutContentPatch"];
            };
        };
        responses: {
            /** @description The workout as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workout"];
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
            /** @description Changed meanwhile */
            412: {
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
    putWorkoutCompletion: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you read: the change is refused with 412 when it was changed since. Leave out to change whatever is there. */
                "If-Match"?: string | null;
            };
            path: {
                workout_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Completion"] | null;
            };
        };
        responses: {
            /** @description The workout as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workout"];
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
            /** @description Changed meanwhile */
            412: {
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
    deleteWorkoutCompletion: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you read: the change is refused with 412 when it was changed since. Leave out to change whatever is there. */
                "If-Match"?: string | null;
            };
            path: {
                workout_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workout as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workout"];
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
            /** @description Changed meanwhile */
            412: {
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
    putWorkoutCancellation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you read: the change is refused with 412 when it was changed since. Leave out to change whatever is there. */
                "If-Match"?: string | null;
            };
            path: {
                workout_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workout as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workout"];
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
            /** @description Changed meanwhile */
            412: {
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
    deleteWorkoutCancellation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you read: the change is refused with 412 when it was changed since. Leave out to change whatever is there. */
                "If-Match"?: string | null;
            };
            path: {
                workout_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workout as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workout"];
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
            /** @description Changed meanwhile */
            412: {
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
    putWorkoutExerciseOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you read: the change is refused with 412 when it was changed since. Leave out to change whatever is there. */
                "If-Match"?: string | null;
            };
            path: {
                workout_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Order"];
            };
        };
        responses: {
            /** @description The workout as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workout"];
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
            /** @description Changed meanwhile */
            412: {
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
    putWorkoutExercise: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workout_exercise_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkoutExerciseCreation"];
            };
        };
        responses: {
            /** @description The exercise with its sets. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkoutExercise"];
                };
            };
            /** @description The exercise with its sets. Made by this request. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkoutExercise"];
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
    deleteWorkoutExercise: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you read: the change is refused with 412 when it was changed since. Leave out to change whatever is there. */
                "If-Match"?: string | null;
            };
            path: {
                workout_exercise_id: string;
            };
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
            /** @description Changed meanwhile */
            412: {
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
    patchWorkoutExercise: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you read: the change is refused with 412 when it was changed since. Leave out to change whatever is there. */
                "If-Match"?: string | null;
            };
            path: {
                workout_exercise_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkoutExerciseContentPatch"];
                "application/merge-patch+json": components["schemas"]["WorkoutExerciseContentPatch"];
            };
        };
        responses: {
            /** @description The exercise as it is now, with its sets. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkoutExercise"];
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
            /** @description Changed meanwhile */
            412: {
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
    getSet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                set_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The set. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoggedSet"];
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
    putSet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                set_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetCreation"];
            };
        };
        responses: {
            /** @description The set. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoggedSet"];
                };
            };
            /** @description The set. Made by this request. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoggedSet"];
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
    deleteSet: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you read: the change is refused with 412 when it was changed since. Leave out to change whatever is there. */
                "If-Match"?: string | null;
            };
            path: {
                set_id: string;
            };
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
            /** @description Changed meanwhile */
            412: {
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
    patchSet: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you read: the change is refused with 412 when it was changed since. Leave out to change whatever is there. */
                "If-Match"?: string | null;
            };
            path: {
                set_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetContentPatch"];
                "application/merge-patch+json": components["schemas"]["SetContentPatch"];
            };
        };
        responses: {
            /** @description The set as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoggedSet"];
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
            /** @description Changed meanwhile */
            412: {
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
    putSetOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you read: the change is refused with 412 when it was changed since. Leave out to change whatever is there. */
                "If-Match"?: string | null;
            };
            path: {
                workout_exercise_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Order"];
            };
        };
        responses: {
            /** @description The exercise with its sets in order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkoutExercise"];
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
            /** @description Changed meanwhile */
            412: {
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
    searchExercises: {
        parameters: {
            query?: {
                /** @description Some of its name or of another name it goes by; typing errors are forgiven. Leave out for all, those done last first. */
                search?: string;
                /** @description Rows on a page, 1 to 200. */
                limit?: number;
                /** @description What it is done for. */
                muscle?: components["schemas"]["Muscle"] | null;
                /** @description What it is done for, roughly. */
                muscle_group?: components["schemas"]["MuscleGroup"] | null;
                /** @description What its load hangs on. */
                equipment?: components["schemas"]["Equipment"] | null;
                /** @description Which numbers a set of it has. */
                measurement?: components["schemas"]["Measurement"] | null;
                /** @description Those out of sight, too. */
                include_archived?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was found, nearest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExerciseMatches"];
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
    getExercise: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                exercise_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The exercise. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exercise"];
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
    putExercise: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                exercise_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExerciseContent"];
            };
        };
        responses: {
            /** @description The exercise. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exercise"];
                };
            };
            /** @description The exercise. Made by this request. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exercise"];
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
    deleteExercise: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you read: the change is refused with 412 when it was changed since. Leave out to change whatever is there. */
                "If-Match"?: string | null;
            };
            path: {
                exercise_id: string;
            };
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
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Changed meanwhile */
            412: {
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
    patchExercise: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you read: the change is refused with 412 when it was changed since. Leave out to change whatever is there. */
                "If-Match"?: string | null;
            };
            path: {
                exercise_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExerciseContentPatch"];
                "application/merge-patch+json": components["schemas"]["ExerciseContentPatch"];
            };
        };
        responses: {
            /** @description The exercise as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exercise"];
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
            /** @description Changed meanwhile */
            412: {
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
    archiveExercise: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you read: the change is refused with 412 when it was changed since. Leave out to change whatever is there. */
                "If-Match"?: string | null;
            };
            path: {
                exercise_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The exercise as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exercise"];
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
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Changed meanwhile */
            412: {
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
    bringBackExercise: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you read: the change is refused with 412 when it was changed since. Leave out to change whatever is there. */
                "If-Match"?: string | null;
            };
            path: {
                exercise_id: string;
            };
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
            /** @description Changed meanwhile */
            412: {
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
    listExerciseMerges: {
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
            /** @description One page of merges. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergePage"];
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
    putExerciseMerge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                merge_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeContent"];
            };
        };
        responses: {
            /** @description The merge. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Merged"];
                };
            };
            /** @description The merge. Made by this request. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Merged"];
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
    undoExerciseMerge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                merge_id: string;
            };
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
    getExerciseHistory: {
        parameters: {
            query?: {
                /** @description Rows on a page, 1 to 200. */
                limit?: number;
                /** @description `next_cursor` of the page before; leave out for the first. */
                cursor?: string | null;
            };
            header?: never;
            path: {
                exercise_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of sets. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryPage"];
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
    getExerciseProgress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                exercise_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The weeks, oldest first, and the formula. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Progress"];
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
    getExerciseRecords: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                exercise_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The records; null for what makes no sense for this exercise. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Records"];
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
    getMuscleVolume: {
        parameters: {
            query?: {
                /** @description How many, when `from` is not given. */
                weeks?: number | null;
                /** @description The first day that counts. */
                from?: string | null;
                /** @description The last day that counts; without it, today. */
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The weeks, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MuscleVolume"];
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
    importFile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ImportForm"];
            };
        };
        responses: {
            /** @description What would be done: a dry run. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            /** @description What was done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
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
            /** @description More than 64 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid: also a file that leaves something open. */
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
            /** @description Unavailable */
            503: {
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
    listBodyMeasurements: {
        parameters: {
            query?: {
                /** @description Only of this; without it, all. */
                part?: components["schemas"]["BodyPart"] | null;
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
            /** @description One page of measurements. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeasurementPage"];
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
    putBodyMeasurement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                measurement_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MeasurementContent"];
            };
        };
        responses: {
            /** @description The measurement. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Measured"];
                };
            };
            /** @description The measurement. Made by this request. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Measured"];
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
    deleteBodyMeasurement: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you read: the change is refused with 412 when it was changed since. Leave out to change whatever is there. */
                "If-Match"?: string | null;
            };
            path: {
                measurement_id: string;
            };
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
            /** @description Changed meanwhile */
            412: {
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
    patchBodyMeasurement: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what you read: the change is refused with 412 when it was changed since. Leave out to change whatever is there. */
                "If-Match"?: string | null;
            };
            path: {
                measurement_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MeasurementContentPatch"];
                "application/merge-patch+json": components["schemas"]["MeasurementContentPatch"];
            };
        };
        responses: {
            /** @description The measurement as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Measured"];
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
            /** @description Changed meanwhile */
            412: {
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
    pullChanges: {
        parameters: {
            query: {
                /** @description The protocol that you speak. */
                schema: number;
                /** @description Of the answer before: of a pull, or of the bootstrap. */
                cursor: string | null;
                /** @description Changes that one answer goes through, 1 to 1000. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PullAnswer"];
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
            /** @description Known no more */
            410: {
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
            /** @description Too old */
            426: {
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
    pushChanges: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Push"];
            };
        };
        responses: {
            /** @description A receipt for each operation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PushAnswer"];
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
            /** @description Known no more */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
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
            /** @description Too old */
            426: {
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
    bootstrapSync: {
        parameters: {
            query: {
                /** @description The protocol that you speak. */
                schema: number;
                /** @description `history` of the answer before; leave out to begin. */
                page?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What to begin with. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BootstrapAnswer"];
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
            /** @description Known no more */
            410: {
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
            /** @description Too old */
            426: {
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
    readDeviceFile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeviceFile"];
            };
        };
        responses: {
            /** @description What came of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileReport"];
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
            /** @description Too large */
            413: {
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
    undoChangesSince: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Since"];
            };
        };
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
    getChange: {
        parameters: {
            query?: {
                /** @description Rows on a page, 1 to 200. */
                limit?: number;
                /** @description `next_cursor` of the page before; leave out for the first. */
                cursor?: string | null;
            };
            header?: never;
            path: {
                change: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The change and its rows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeDetail"];
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
    HealthLiveLive: {
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
                    "application/json": unknown;
                };
            };
            /** @description Unavailable */
            503: {
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
