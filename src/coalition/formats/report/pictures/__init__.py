"""The pictures of the report: map, closure curve, Gantt, lanes of authority, lift use, published counts."""
