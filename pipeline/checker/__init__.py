"""Tables → links: what became of each commitment in another document."""
