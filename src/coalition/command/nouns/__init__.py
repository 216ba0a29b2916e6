"""The state of each kind of object, and how one event moves it on; what depends on time is elsewhere."""
