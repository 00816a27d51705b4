"""Problems as a page, in the same words as the check's; it goes away when they are fixed."""

from collections.abc import Sequence

from jinja2 import Environment

from goodnews.problems import Problem, summary

_PAGE = """\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ summary }}</title>
<style>
body { max-width: 42rem; margin: 3rem auto; padding: 0 1rem; font: 1.125rem/1.5 system-ui, sans-serif;
       color: #1d1d1b; background: #fff8f0 }
h2 { font-size: 1rem; margin: 2rem 0 .5rem; overflow-wrap: anywhere }
li { margin: .75rem 0 }
.line { font-weight: 600 }
</style>
</head>
<body>
<h1>{{ summary }}</h1>
<p>This page goes away by itself when you have saved the corrected file.</p>
{% for file, problems in files.items() %}
<h2>{{ file }}</h2>
<ul>
{% for problem in problems %}
<li><span class="line">Line {{ problem.line }}:</span> {{ problem.message }} {{ problem.hint }}</li>
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
    return template.render(summary=summary(problems), files=files)
