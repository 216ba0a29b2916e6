"""Service network design in continuous time: who travels with whom, on which arc, when, at least cost.

instance     arcs, commodities, and what an answer to them is
reader       the text form of the published instances
paths        all ways of a commodity that are in time
columns      a way with a window of departure on each arc, and how it is cut in two
relaxation   the mixed-integer program that no right answer beats
solver       the only door to HiGHS
timetable    dispatches with earliest and latest times; what may join what
untangle     where the relaxation cheats in time, and a right timetable made of its answer
search       large neighbourhood search over timetables
design       the loop that makes bound and answer meet
"""
