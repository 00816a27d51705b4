"""The public site as plain data: view models, and the plan of every page and file.

Templates in `theme/templates` draw what is planned here; nothing in this room writes HTML files.
"""
