"""What stands around every request: headers, hosts, sizes, numbers, lines of the log."""
