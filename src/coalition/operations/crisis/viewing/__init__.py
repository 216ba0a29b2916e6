"""What one nation's clearance sees: the fold over the events it may see, and the book that comes of it.

sharing     object states that several views share
view        the fold of one view, kept up with the journal
facts       the rows of the book as they stand in a view
standing    what consents, requirements and contributions make of the book
instants    views of instants gone by
"""
