"""Folds: events into the state of each object, objects into the picture of an instant."""
