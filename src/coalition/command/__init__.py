"""Bodies, decisions, consents, contributions, tasks and disputes: pure state folded from events.

The face: `events.event.Event`, `events.wire` (JSON), `events.registry.KINDS`, `fold.fold.fold` and `Fold`,
`fold.picture.Picture`, `acting.command.Command`, `acting.may_act.may_act`. No clock, chance or files: `now` and
calendars are arguments, and events are filtered by visibility before they come here.
"""
