"""What each kind of news does to a book: a pure function from the book before to the book after.

    taking_in   the door: `take_in(book, news) -> Book`
    law         consents, decisions, procedures, prohibitions, caveats
    geography   closures, reopenings, working places
    forces      fleets, carriers, units, pledges, stocks
    demand      requirements
    begun       what has left already stays wanted
    reframing   the law and the ways of the book after, with all that stands kept

A kind changes what it says and nothing else. The past is not its business: facts that bear no date (a speed, a
number of carriers) hold from the news on for whatever is planned, and what a plan did before under the old
fact is settled by whoever judges it (`operations.replan_book`).
"""
