"""What comes with the program beside whole books: the library's instruments, and questions of history."""
