"""From procedures, estimates and recorded decisions to the stretches in which a need is met."""
