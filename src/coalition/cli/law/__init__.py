"""The commands that ask the law; one file a command, each a few lines over `operations.law`."""
