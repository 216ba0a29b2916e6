"""Published problems as instances, so that they meet the same solver as a book does."""
