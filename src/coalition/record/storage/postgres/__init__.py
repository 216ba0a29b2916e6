"""The record in PostgreSQL 15 or later, by psycopg (extra `postgres`)."""
