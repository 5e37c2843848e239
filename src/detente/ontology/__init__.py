"""What acts, contexts, areas, states and actors there are: data files with thin readers."""
