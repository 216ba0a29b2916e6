"""Other ways to plan the same books, as a textbook would write them, judged by the same judge.

    grid       the clock in slots, and what a leg of a fleet takes when every time is rounded up
    cargoes    what may be carried, from where, over which arcs
    rows       a mixed-integer model under construction, and its solve by HiGHS
    flows      pieces over places and slots
    voyages    whole carriers over places and slots, and what they share
    closing    when requirements close, and what the plan is worth
    mip        the time-expanded model put together
    decode     its voyages and flows as a plan of single carriers
    cpsat      the exact model of the tests, without the planner's plan to start from
    ours       our planner and priority dispatch
    alone      one way on one book in a process of its own
    growth     the table, the file and the picture of all of them over size

They read ways and law through `tests.differential.exact.frame`, so that all see the same book.
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2]))
