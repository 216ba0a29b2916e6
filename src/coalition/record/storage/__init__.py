"""Where rows lie: one port, SQLite and PostgreSQL behind it."""
