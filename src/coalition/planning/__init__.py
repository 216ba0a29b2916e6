"""The planner: sources, routes and trips for every requirement of a book, and a bound on any plan's worth.

    planner      the door: `make_plan(book, authority, network) -> Plan`
    sourcing     which pledged units and stocks serve a capability
    schedule     calendars, timelines and the search for the earliest lawful trip
    dispatch     how one movement after another is put into the schedule
    improvement  the plan made again by what was late, so many times
    bounds       what no right plan can beat
    solver       the only module that knows a solver

The rules stand in `docs/explanation/planning-rules.md`. Not here: judging whether a plan is right.
"""
