"""Merkle trees after RFC 6962: hashing, the frontier that grows, proofs and their verifiers. Pure."""
