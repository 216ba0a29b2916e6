"""The questions a user asks of the law, one file a question."""
