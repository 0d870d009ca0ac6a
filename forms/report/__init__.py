"""How much of the forms of a case is written by us: for a city's own figures and for ours."""
