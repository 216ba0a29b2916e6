"""The record in one SQLite file, by apsw with its own SQLite."""
