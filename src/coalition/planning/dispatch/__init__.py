"""Putting movements into the schedule one after another: routes, packing, joining, booking."""
