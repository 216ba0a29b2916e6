"""Judging again what changed: the same verdict as of the whole, for what changed and what hangs on it alone.

part        what the judge finds in the trips of one carrier, and what that rests on
account     what it finds of one requirement's pieces, wherever they go
transcript  the door: all parts of a judged plan, kept, and brought to another plan or book
"""
