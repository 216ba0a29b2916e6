"""The fifteen rules of `docs/explanation/planning-rules.md`, each yielding its findings.

Every rule looks at the docket alone (and the ledger or the hearing made from it), so that one fault
hides no other.
"""
