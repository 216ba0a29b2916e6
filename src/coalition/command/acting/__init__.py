"""Acting: who wants to do what, whether they may, and the events that come of it."""
