"""The verbs of the crisis room: open a crisis from a book, act, view, search, plan, re-plan, verify."""
