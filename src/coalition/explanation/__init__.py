"""Why a plan is as it is: what was achieved, what is late, and the chain of causes to its root.

Works on any judged plan, whoever made it: it reads the trips, never the planner.
"""
