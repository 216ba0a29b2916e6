"""The judge: whether a plan is lawful and feasible, whoever made it, and every breach if it is not.

    judge      the door: `judge(book, authority, network, plan) -> JudgedPlan`
    verdict    what comes out: breaches, doubts, risks, closures, the sealed `JudgedPlan`
    docket     the plan laid out: movements, runs of carriers, visits, legs with their ways
    ledger     which pieces stand where, and when they reached their destination
    hearing    every legal question of every leg, heard once
    closing    when requirements close, and the score
    again      a judged plan kept by parts, to judge again only what changed
    rules      R1 to R15 of `docs/explanation/planning-rules.md`

Exact integer arithmetic only. Not here: a solver, input or output, a clock, and any code of `planning`.
"""
