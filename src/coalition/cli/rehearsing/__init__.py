"""The commands that try a plan under chance."""
