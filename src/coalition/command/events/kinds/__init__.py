"""What events say, one module a subject; `events.registry` lists them all."""
