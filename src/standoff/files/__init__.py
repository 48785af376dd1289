"""Crisis files: read, write, and the JSON Schema of the format."""
