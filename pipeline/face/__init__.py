"""The Python face: documents, texts and DataFrames in, objects with typed DataFrames out. Its names are those of `pipeline.__all__`."""
