"""What a report is made of: sources of sections, blocks, sentences, charts, Markdown, fonts and the PDF.
Reports themselves are in the app `reporting`.
"""
