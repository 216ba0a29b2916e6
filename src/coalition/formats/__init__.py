"""Every file shape that comes in or goes out: books, workbooks, plans, movement lists, maps, reports.

Readers parse once and report all faults at once; writers never leave half a file behind. Nothing here
decides anything of the domain.
"""
