"""Records as Rich renderables: what a terminal or a pipe shows. Prints nothing, opens nothing, knows no clock."""
