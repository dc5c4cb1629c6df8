// Written by docs/generate.py from the program itself. Do not edit: `make docs` writes it anew.

/** What people call the apps, by the `source` of an import. */
export const APP_TITLES = {
  strong: 'Strong',
  hevy: 'Hevy',
} as const

/** Any of them, in a sentence. */
export const APPS = 'Strong or Hevy'
