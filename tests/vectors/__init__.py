"""Rules that stand in Python and in TypeScript, as cases with what the server makes of them.

`make vectors` writes the JSON files here from the program and its database; these tests fail where a file is not what
would be written, and vitest (`web/tests/vectors`) where the client comes to something else. `names`, `letters` and
`exercise_search` are written by hand, and both sides are held to them.
"""
