"""Location alone, in one scenario: median and capacitated problems, by Lagrangian bounds and what they fix."""
