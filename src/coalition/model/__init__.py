"""The nouns of the domain, frozen and exact: kg, dm2, metres, minutes UTC, integers only.

No input or output, no clock and no chance lives here.
"""
