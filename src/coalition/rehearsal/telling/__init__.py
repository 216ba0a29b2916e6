"""What came of it: closures, causes, comparisons, and one replication as a story."""
