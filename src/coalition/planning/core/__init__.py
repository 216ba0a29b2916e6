"""The scheduler: compiled search over real carriers, and the tables and questions that join it to a book.

native/    the compiled part (C++17): calendars, trips, dispatch, neighbourhood search
library    where the compiled part is found, and the types of its face
numbering  numbers for the nouns of a book
tables     a book's facts as rows of whole numbers
lawyer     answers the compiled part's questions about law
guide      answers its questions about ways
scheduler  one scheduler over one book: build, improve, read the plan
"""
