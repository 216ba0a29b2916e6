"""The pictures of a rehearsal: the fan of closure, the tornado of causes, requirements by their chance."""
