"""What would buy time: what could be had a little sooner or a little larger, each valued by planning again.

hedge        one such thing: what, whose, under what, and how the book reads then
changes      the changed books
of_law       hedges from causes that are law
of_means     hedges from carriers, places and ways
of_loads     hedges from notices, dates, pledges and stocks
candidates   from the chains of causes of a judged plan to hedges, those that most hangs on first
standing     a book with its law, ways and plan, of which *what if* is asked
reckoning    which plans are worth the judge's time
bench        plans made with one hedge each, in several processes
valued       what a hedge is worth
hedge_plan   the door
"""
