"""The book as statements: each noun of a book as an object that events speak of, and back again.

shapes      any noun of the model as JSON without floats, and back, exactly
nouns       which nouns a book holds, under which kinds and refs
whole       a book from the nouns that are visible, with what dangles left out
books_labels    labels of the book's nouns, from its `labels.toml`
"""
