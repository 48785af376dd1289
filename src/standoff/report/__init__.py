"""Reports: an analysis as sections of format-free blocks, and the renderers of those blocks.

`blocks` and `figures` say what a report is made of, `charts` draws, `html`, `markdown`,
`terminal` and `data` render. This layer computes nothing about a crisis.
"""
