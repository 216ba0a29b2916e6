"""Bodies, decisions, consents, contributions, tasks and disputes: pure state folded from events."""
