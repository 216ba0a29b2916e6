"""Pictures of an answer: the map of stores, response over time, trade-offs."""
