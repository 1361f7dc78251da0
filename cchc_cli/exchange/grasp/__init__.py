"""Make a plan of a document that came from outside."""
