"""What a decision is worth once a scenario has come true: its cost, and a line that nowhere lies above it."""
