"""The planner: sources, routes and trips for every requirement of a book, and a bound on any plan's worth.

    planner      the door: `make_plan(book, authority, network) -> Plan`
    sourcing     which pledged units and stocks serve a capability
    core         the scheduler: compiled search over real carriers
    improvement  the schedule made again by what was late, so many times
    effort       how much of that, by count or by the clock
    bound        what no right plan can beat

Beside it, a yardstick that shares nothing with the planner but the field:

    service_design   service network design in continuous time, on published instances

The rules stand in `docs/explanation/planning-rules.md`. Not here: judging whether a plan is right.
"""
