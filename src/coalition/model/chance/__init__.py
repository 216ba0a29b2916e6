"""The nouns of chance: what may go otherwise than planned, how often, by how much, and what moves together."""
