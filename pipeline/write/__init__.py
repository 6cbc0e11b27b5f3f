"""Tables out: rows of an extraction, and the files that hold them."""
