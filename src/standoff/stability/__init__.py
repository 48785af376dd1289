"""Where a conflict can come to rest: the graph model for conflict resolution."""
