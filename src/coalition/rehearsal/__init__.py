"""Tries a plan under chance: many replications at once, each of which replays alone from its seed.

`script` lays a plan out as arrays; `world` draws what goes otherwise; `engine` plays the one in the other;
`telling` counts, blames, compares and tells one replication as a story. Rules: `docs/explanation/rehearsal.md`.

Not here: reading and writing (`formats`), planning again (`operations.rehearse`), judging. Knows no planner.
"""
