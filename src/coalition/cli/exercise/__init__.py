"""The commands of exercises."""
