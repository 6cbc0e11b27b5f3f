"""Which models are there, where do they come from, how good are they? The registry, and fetching, checking and training what it names."""
