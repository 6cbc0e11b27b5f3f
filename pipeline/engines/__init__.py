"""Engines: how a function is mapped over documents, always in order and with the same result."""
