"""Stories' text: Markdown in, sanitised HTML out, and an outline of it for the checks."""
