"""A provision made ready to be asked, and how two provisions stand to each other."""
