"""The schedule under construction: when places, ways and carriers are free, and the earliest lawful trip.

Every change is written in a journal, so that a trial can be undone exactly.
"""
