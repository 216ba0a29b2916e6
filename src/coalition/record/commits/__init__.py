"""Commits of an open record: places, hashes, signatures, order, redaction, and what holds at start."""
