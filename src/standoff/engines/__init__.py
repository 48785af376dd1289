"""The engines: siblings that know nothing of one another; each solves and returns a frozen result.

What one finds reaches another only through the workbench, as an argument.
"""
