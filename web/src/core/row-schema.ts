// Written by docs/generate.py from the program itself. Do not edit: `make docs` writes it anew.

/** The revision of the server's schema by which rows and their fields are known here. */
export const ROW_SCHEMA = 15
/** Whether any field has changed since devices keep rows: only then the server is told of the schema. */
export const FIELDS_CHANGED: boolean = false
/** What a device says of all that it keeps: the schema, and a digest of the types of all fields. */
export const ROWS_OF_TODAY = '15-d21'
