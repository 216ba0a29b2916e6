"""Decomposition: a master problem that learns from cuts, one a scenario or a cluster of them."""
