"""How does a person look at the tables? One page that needs nothing beside it, and a calendar of deadlines."""
