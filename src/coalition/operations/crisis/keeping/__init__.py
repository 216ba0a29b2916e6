"""A snapshot of what the record comes to, beside the record, so that a start need not read all of it anew.

stored       the events and the foundation of views as columns of bytes, and back
snapshot     the file: sealed, and used only where it fits the record
comparing    what a snapshot brought along, beside the record, entry by entry
"""
