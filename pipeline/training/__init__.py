"""How is the model of our own made? From texts and gold files to models/own: torch is needed here, never for using the model."""
