"""What people decided on rows: read from the tables that they edited, kept beside the tables, put into what is extracted anew."""
