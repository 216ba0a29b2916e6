"""The ground the ways lie on: great circles, graphs, lattices, and whose land a point is.

Nothing here knows a mode of transport or a book.
"""
