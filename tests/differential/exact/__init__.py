"""An exact model of the planning rules, apart from the planner: CP-SAT at full minutes.

    facts      which carrier may use which place and way, and take which piece; stretches of time
    sources    who may serve a requirement
    unfolding  a plan unfolded into legs of carriers, and lots that keep together from place to place
    frame      what a book says of ways and law, asked once for all models of the book
    nouns      slots of carriers, cargoes, streams
    rows       carriers as rows of slots: continuity, moving minutes, rest, work, hours
    loading    cargoes over slots, stage by stage, with dates and law
    sharing    what carriers share: working places, ways, sources, storage
    consents   limits of consent
    closing    when requirements close, what comes after what, and what the plan is worth
    building   the model of some carriers and requirements, the others held as a plan has them
    solving    hint, fit, and the lexicographic solve
    search     from a plan to the best this model finds within so much deterministic work

A model has free carriers, each a row of slots; a slot is one leg from where the last one ended, empty or
loaded. What other carriers do is held as a given plan has it. With every carrier free it is a model of the
whole book. Kept exactly: capacities, continuity and empty legs, moving minutes, rest over every run of legs,
working slots, opening hours, closures, departures a day, law windows, readiness, ALD, EAD, precedence,
`together`, pledges, units once, stock amounts, storage.

Where it is narrower than the rules (so that every solution is a right plan, and its optimum is at least the
true one): free carriers make no technical stops; ways are those that avoid nobody but the crisis's own, and
those of the given plan; of a stream (pieces that take one route) each stage begins when the one before is
complete, and the streams are those of the given plan and a few more; a load under a permission with limits
counts though a permission without may open later; so many legs a carrier. Its lower bound is therefore one on
plans of this shape only; its incumbents are plans, and the judge is asked about each.
"""
