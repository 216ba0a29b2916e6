"""A plan laid out as arrays: visits, legs, freight, law. Made once, played a thousand times."""
