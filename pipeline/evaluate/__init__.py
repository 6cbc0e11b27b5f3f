"""How good the tables are: gold files against what was extracted."""
