"""The rules, one file a question: who, said, could, how likely, if and then, why, in which words.

Each is a function from a scene to findings, and knows nothing of the others but what the scene
holds.
"""
