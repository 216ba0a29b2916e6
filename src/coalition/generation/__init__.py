"""Makes invented books over real geography: same seed and options, same bytes, on any machine.

Forces, lift, capacities, law and dates are invented and marked `fictional`; positions, runways and
planning factors are facts retyped with their source. Nothing is read; only `write` touches the disk.
"""
