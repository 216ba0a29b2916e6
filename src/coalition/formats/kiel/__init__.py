"""What donors gave, by month: the Ukraine Support Tracker, and how a case shares its flow among donors.

Data source of the tracker: Kiel Institute for the World Economy - Ukraine Support Tracker. It never comes
with the program: a user names the folder that holds it.
"""
