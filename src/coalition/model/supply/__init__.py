"""Supply: items, their consumption, what is held where, and the standards and readiness that decide its use."""
