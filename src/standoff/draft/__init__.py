"""Drafting a crisis file from written analysis: it proposes, the analyst decides.

``text`` reads the article, ``reading`` divides it, a back end makes proposals (``proposal``) whose
evidence ``locate`` finds in the text, ``compose`` makes a crisis file of them, ``review`` walks
through them, and ``bench`` holds a back end against annotated texts.
"""
