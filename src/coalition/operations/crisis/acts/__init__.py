"""What stands between what a person sends and the event that is made of it.

filling     fields that the picture knows
restating   rows of the book, said again in part
claims      who acts on an object waits for whoever acts on the same one
drafts      a draft is the own nation's; tabling it
offices     the working days on which clocks run, by nation
"""
