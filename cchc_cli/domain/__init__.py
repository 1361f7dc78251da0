"""What a plan is and what follows from it: pure values and functions, standard library only."""
