"""The sections of a report: each turns an analysis into blocks, one file a section."""
