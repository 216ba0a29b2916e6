"""The routes, one file a slice.

session     log in and out, password, second factor
crisis      the crisis, its clock, labels
lists       every list and its objects
acts        saying something on the record, one path a kind
law         questions, lanes, missing assents, texts
plans       making, watching, comparing plans
record      history, proofs, verification
users       the nation's own accounts
live        server-sent events, notifications
exports     tables as CSV and XLSX
pages       health, metrics, the built client
"""
