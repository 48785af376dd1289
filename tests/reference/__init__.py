"""Slow, obvious twins of the kernels, straight from the definitions."""
