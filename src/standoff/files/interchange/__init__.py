"""Files of other programs: read into a draft of a crisis file, and written."""
