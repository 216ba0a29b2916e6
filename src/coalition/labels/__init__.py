"""Confidentiality labels: the lattice, the policies, the decision with its reasons, and the one door out."""
