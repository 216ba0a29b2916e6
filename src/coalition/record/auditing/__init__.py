"""The audit of a whole record: every row, hash, tree, signature and checkpoint, and the first that is wrong."""
