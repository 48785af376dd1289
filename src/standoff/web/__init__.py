"""The workbench in the browser: a local server that shows, questions and edits one crisis.

It computes nothing itself: every number comes from the workbench, every section, block and chart
from the report. What is here is who may ask, what was asked, who waits for the answer, and the
text that is being edited.
"""
