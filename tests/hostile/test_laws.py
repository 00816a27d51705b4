"""Laws that hold for every story anybody could send, tried on thousands that nobody would.

The strategies mix plain characters with the pieces that parsers, browsers and templates stumble on.
"""

import re
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from goodnews.checks import STORY_RULES
from goodnews.checks.context import StoryContext
from goodnews.checks.identifiers import Match
from goodnews.config import SiteConfig
from goodnews.markdown.body import Text, render
from goodnews.markdown.sanitise import ALLOWED_SCHEMES, ALLOWED_TAGS
from goodnews.problems import Problem, as_github, as_json, as_text
from goodnews.story import Story, decode, parse_story
from goodnews.story.limits import find_unprintable
from tests.checks.corpus.measure import FINDERS

PIECES = [
    *"<>\"'&[]()!*_`#\\{}|~:;=-+.,/@ \t\n",
    *(
        *("<script>", "</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<a href="),
        *("<!--", "-->", "<![CDATA["),
    ),
    *(
        *("javascript:alert(1)", "JaVa\tScRiPt:", "java&#10;script&colon;", "data:text/html,", "vbscript:"),
        "&#x6a;avascript:",
    ),
    *(
        *("](", "![](", "[a]: ", "[^1]", "[^1]: ", "*[NHS]: ", "---\n", "***", "```\n", "    ", "\n\n"),
        *("1. ", "- ", "> ", "Q: ", "A: "),
    ),
    *(
        *("{{ x }}", "{% raw %}", "{% endraw %}", "{#", "$(id)", "`id`", "${x}", "<style>", "style="),
        *("<iframe src=//x>", "<base href=//x>"),
    ),
    *(
        *("\u202e", "\u200b", "\ufeff", "\u0430", "\U0001d5d5", "e\u0301\u0302\u0303", "\u2028", "\x00"),
        *("\x1b[2J", "\x7f", "\U000e0041"),
    ),
    *(
        *("999 000 0018", "07700 900123", "a.b@mail.example", "MD7 4QX", "born on 1 May 1950"),
        *("NHS number ", "DOB ", "reg ", "14 Acacia Avenue"),
    ),
    *(
        *("http://", "https://", "www.", "mailto:", "//", "../", "%2e%2e/", "C:\\", "file:///", "ward.jpg"),
        "![](ward.jpg)",
    ),
]
text = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=60).map("".join)

YAML_PIECES = [
    *("title: ", "summary: ", "date: ", "category: ", "photos:\n", "  - file: ", "    alt: "),
    *("    shows: ", "tags: [", "]", "{", "}", "2026-11-20", "20 November 2026", "31/02/2026"),
    *("2026-03-29 01:30", "yes", "no", "null", "~", "1e999", "0x1F", ".inf", "12:30:45", "&a ", "*a"),
    *("!!python/object:os.system ", "!x ", "<<: ", "? ", "| ", "> ", "%YAML 1.1\n", "---\n", "...\n", "# "),
    *("'", '"', "\\x00", "\\u202e", "A night", "People", "staff", "nobody", "ward.jpg"),
    *("consent: {form: CF-1}", "video: {url: ", "https://a.example/", "live:\n", "  starts: ", "\n", " "),
    *("\t", ": ", ", "),
]
yaml = st.lists(
    st.one_of(
        st.sampled_from(YAML_PIECES),
        st.text(max_size=5),
        st.text("atx :#-[]{}\"'“”‘’|>&*!%@`,?~\\\n\t0.é\u2028", max_size=12),
    ),
    max_size=40,
).map("".join)

FRONT = "title: A night\nsummary: What it is like.\ndate: 2026-11-20\ncategory: People\n"
many = settings(
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)

WORD_FIELDS = ("title", "summary", "by", "team", "post")


def read(text_of_file: str) -> Story | tuple[Problem, ...]:
    """As the library does, without a disk."""
    decoded = decode(text_of_file.encode("utf-8", "surrogatepass"), "story.md")
    if isinstance(decoded, Problem):
        return (decoded,)
    parsed = parse_story(decoded, "story.md")
    if parsed.meta is None:
        return parsed.problems
    return Story(
        "/nowhere", "story.md", "2026/a", parsed.meta, parsed.body, parsed.body_line, parsed.lines, "0"
    )


def assert_sound(problems: Any, text_of_file: str) -> None:
    last = len(re.split(r"\r\n|\r|\n", text_of_file))
    for problem in problems:
        assert 1 <= problem.line <= last
        assert problem.message
        assert problem.hint
        problem.message.encode("utf-8")


@many
@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_one_problem(data: bytes) -> None:
    decoded = decode(data, "story.md")
    if isinstance(decoded, Problem):
        assert_sound([decoded], data.decode("latin-1"))
    else:
        assert "\r" not in decoded
        assert "\0" not in decoded


@many
@given(yaml)
def test_any_front_matter_is_a_story_or_problems(meta: str) -> None:
    file = f"---\n{meta}\n---\nHello.\n"
    found = read(file)
    if not isinstance(found, Story):
        assert found
        assert_sound(found, file)


@many
@given(st.sampled_from(WORD_FIELDS), text)
def test_any_words_in_any_field_are_a_story_or_problems(field: str, words: str) -> None:
    quoted = "'" + words.replace("'", "''").replace("\n", " ") + "'"
    lines = [line for line in FRONT.splitlines() if not line.startswith(f"{field}:")]
    file = "\n".join(["---", *lines, f"{field}: {quoted}", "---", "Hello."])
    found = read(file)
    if isinstance(found, Story):
        assert find_unprintable(getattr(found.meta, field) or "") is None
    else:
        assert_sound(found, file)


@many
@given(text, st.booleans())
def test_any_text_becomes_safe_html(body: str, interview: bool) -> None:
    decoded = decode(body.encode("utf-8", "surrogatepass"), "story.md")
    if isinstance(decoded, Problem):
        return
    rendered = render(Text(decoded, ("ward.jpg",), interview))
    assert set(rendered.placed) <= {"ward.jpg"}
    if not rendered.html.strip():
        return
    root = html.fragment_fromstring(rendered.html, create_parent="main")
    for element in root.iterdescendants():
        assert element.tag in ALLOWED_TAGS or dict(element.attrib).get("type") == "checkbox", rendered.html
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on")
            assert name not in {"style", "srcset", "src", "action", "formaction"}
            if name == "href":
                seen = re.sub(r"[\x00-\x20]", "", value).lower()
                scheme = re.match(r"([a-z][a-z0-9+.-]*):", seen)
                assert scheme is None or scheme[1] in ALLOWED_SCHEMES, rendered.html


@many
@given(text)
def test_the_checks_read_every_word_of_the_page(body: str) -> None:
    decoded = decode(body.encode("utf-8", "surrogatepass"), "story.md")
    rendered = render(Text("" if isinstance(decoded, Problem) else decoded))
    page = html.fragment_fromstring(rendered.html, create_parent="main")
    for way_back in page.xpath("//a[starts-with(@class, 'footnote-')]"):
        way_back.drop_tree()
    words = "".join(block.text for block in rendered.outline.blocks)
    # For the checks, cells are set apart, and what only looks like an element may say its line.
    shown = re.sub(r' data-line="\d+"|[\s|]', "", words)
    assert shown == re.sub(r"[\s|]", "", page.text_content())


@many
@given(text)
def test_rendering_is_the_same_every_time_and_never_loses_count_of_its_lines(body: str) -> None:
    rendered = render(Text(body))
    assert rendered == render(Text(body))
    last = body.count("\n") + 1
    assert all(1 <= part.line <= last for parts in rendered.outline for part in parts)


@many
@given(body=text, title=text)
def test_every_rule_copes_with_any_story(config: SiteConfig, body: str, title: str) -> None:
    quoted = "'" + title.replace("'", "''").replace("\n", " ") + "'"
    file = f"---\n{FRONT.replace('A night', quoted)}---\n{body}"
    story = read(file)
    if not isinstance(story, Story):
        return
    context = StoryContext(story, config, date(2026, 11, 23))
    found = [problem for rule in STORY_RULES for problem in rule.check(context)]
    assert_sound(found, file)
    for show in (as_text, as_json, as_github):
        show(found).encode("utf-8")


@many
@given(text)
def test_a_github_annotation_is_one_line_each(words: str) -> None:
    problem = Problem(words or "x", 1, "error", words or "x", words, words)  # type: ignore[arg-type]
    shown = as_github([problem])
    assert "\n" not in shown
    assert "\r" not in shown


@many
@given(text)
def test_identifiers_are_spotted_inside_the_text(words: str) -> None:
    for find in FINDERS.values():
        for spotted in find(words):
            assert isinstance(spotted, Match)
            assert 0 <= spotted.start < spotted.end <= len(words)


@many
@given(text)
def test_an_nhs_number_is_found_between_any_words(words: str) -> None:
    planted = f"{words}\n\nHer NHS number is 999 000 0018.\n\n{words}"
    assert any("999" in each.text for each in FINDERS["nhs"](planted))
