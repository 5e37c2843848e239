"""All that belongs to one language: its parser and its lexicons."""
