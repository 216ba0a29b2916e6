"""A value no right plan goes below: earliest closures, and the carrier-minutes that fleets have.

earliest   the earliest any right plan can close each requirement
prices     a Lagrangian relaxation of the fleets' carrier-minutes, cumulative in time
"""
