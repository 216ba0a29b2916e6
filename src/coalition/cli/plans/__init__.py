"""The commands that make, change, judge and hedge plans."""
