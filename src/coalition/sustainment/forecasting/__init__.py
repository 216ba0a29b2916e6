"""Demand ahead of time from a series of the past, with errors measured on what was not yet known."""
