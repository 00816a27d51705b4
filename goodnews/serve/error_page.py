"""Problems as a page, in the same words as the check's; it goes away when they are fixed."""

from collections.abc import Sequence

from jinja2 import Environment
from markupsafe import Markup

from goodnews.http_server import LOCAL_STYLE
from goodnews.problems import Problem, summary

_PAGE = """\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ summary }}</title>
<style>{{ style }}</style>
</head>
<body>
<h1>{{ summary }}</h1>
<p>This page goes away by itself when you have saved the corrected file.</p>
{% for file, problems in files.items() %}
<h2>{{ file }}</h2>
<ul>
{% for problem in problems %}
<li><strong>Line {{ problem.line }}:</strong> {{ problem.message }} {{ problem.hint }}</li>
{% endfor %}
</ul>
{% endfor %}
</body>
</html>
"""


def draw_problems(problems: Sequence[Problem]) -> str:
    """Draw a page of problems, grouped by file; nothing of a file's text can be read as HTML."""
    files: dict[str, list[Problem]] = {}
    for problem in sorted(problems):
        files.setdefault(problem.file, []).append(problem)
    template = Environment(autoescape=True).from_string(_PAGE)
    return template.render(summary=summary(problems), files=files, style=Markup(LOCAL_STYLE))  # noqa: S704 - ours
