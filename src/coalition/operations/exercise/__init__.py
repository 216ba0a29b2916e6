"""Exercises on a book: play a list of events against a plan, evaluate it, keep what was learned.

    script       list, book, news and expectations together, all faults at once
    measuring    what an inject did to the plan, as numbers
    evaluation   expectations held against the numbers, and what that says of each objective
    playing      the events in turn, each with news planned again
    running      the verb: read, play, evaluate, write
    lessons      the lessons file, and its checks played again

The book's folder is never touched: what is played changes a copy in memory.
"""
