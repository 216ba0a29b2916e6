"""Who may log in: persons, passwords, second factors, sessions, all kept by this server alone.

    person      the noun, its roles and what each role may
    passwords   argon2id, one-time passwords, names made canonical
    factors     time-based one-time codes (RFC 6238), each used once
    sessions    server-side sessions, so that ending one is immediate
    keeping     the store: SQLite, written through
    office      the verbs: log in, log out, add, change, end
    throttle    how often anything may be tried

Not here: what a person may see (`labels`), and any cookie (`server.caller`).
"""
