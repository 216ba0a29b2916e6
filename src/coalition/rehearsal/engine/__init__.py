"""Plays a script in a world, all rows at once, visit by visit in each row's own order of time."""
