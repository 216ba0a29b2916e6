"""Cases on public data: planned, and set beside what was published."""
