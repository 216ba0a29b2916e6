"""A plan tried under chance: thousands of replications, each from its seed."""
