"""What goes otherwise: draws from named streams, the same whatever plan is tried in them."""
