"""What would change the answer: the smallest change of one input."""
