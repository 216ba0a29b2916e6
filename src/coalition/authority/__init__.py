"""Who may do what, from when, under which provision, with the proof. Knows no plan."""
