"""A value no right plan goes below, on what is undelivered, on lateness and on weighted closure time.

making     the door: `make_bound`
earliest   the earliest any right plan can close each requirement, over `loads`, `kinds`, `routes`, `openings`
asking     which ways the network is asked for; `lengths` holds them
waves      what a load closes later because its carriers must come again
scarcity   rows, pools and choices for `prices`, a Lagrangian relaxation; `works` says what closing soon needs

How and why: `docs/explanation/bound.md`.
"""
