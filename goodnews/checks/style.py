"""Words: titles, summaries, headings and link texts, as the NHS content guide has them."""

import re
from collections.abc import Iterator

from goodnews.checks.context import StoryContext
from goodnews.checks.rules import Found, rule
from goodnews.checks.text import sentences, words
from goodnews.problems import Severity

LONGEST_TITLE = 65
LONGEST_SUMMARY = 200

_SAYS_NOTHING = words(
    """
    here click clickhere clicktoread this link thislink thispage page readmore more moreinfo moreinformation
    findoutmore learnmore website thewebsite ourwebsite thiswebsite seehere details fulldetails download
    clickthislink go view article thisarticle seemore readthis watch formore formoreinformation continue
    continuereading seeit
    """
)

_LONG_WORD = re.compile(r"[^\W\d_]{2,}")
_LOUD = re.compile(r"!!|\?\?|(?<!\.)\.$")
_WHOLE_SENTENCE = re.compile(r"[.!?…][\"”’')]*$")
_NOT_LETTERS = re.compile(r"[\W_]+")
_APART = re.compile(
    r"(?P<words>\[[^\[\]\n]+\])\s+\((?P<address>(?:https://|www\.|mailto:)[^\s()]+)\)", re.IGNORECASE
)
"""A link that is none, for the space behind its words."""
_WEB_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)


@rule(
    "title-length",
    Severity.WARNING,
    summary=f"A title has at most {LONGEST_TITLE} characters.",
    hint="Say it shorter: search results and posts cut longer ones off.",
    allow="when it is the full name of a prize or a paper",
    passing=("title: What a night on the ward is like",),
    failing=("title: What a night on the ward is really like when the kettle goes on at six",),
)
def title_length(context: StoryContext) -> Iterator[Found]:
    """NHS content guide: 65 characters."""
    length = len(context.story.meta.title)
    if length > LONGEST_TITLE:
        yield Found(
            context.story.lines("title"), f"The title has {length} characters; {LONGEST_TITLE} is the most."
        )


@rule(
    "title-shouts",
    Severity.WARNING,
    summary="A title is written in ordinary letters, without a full stop.",
    hint="Capitals only at the start and for names; no full stop, and one ! or none.",
    passing=("title: A&E on a Friday night", "title: Did the NHS invent the biscuit?"),
    failing=("title: THE BEST WARD EVER", "title: The best ward!!", "title: The best ward."),
)
def title_shouts(context: StoryContext) -> Iterator[Found]:
    """Capitals are hard to read, and some screen readers spell them out."""
    title = context.story.meta.title
    # With a capital at its start and no other, as most are, it has no two words in capitals.
    long = [] if title[1:].islower() else _LONG_WORD.findall(title)
    if len(long) >= 3 and sum(word.isupper() for word in long) > len(long) / 2:
        yield Found(context.story.lines("title"), "The title is in capitals.")
    elif _LOUD.search(title):
        yield Found(context.story.lines("title"), "The title ends like a sentence, or louder.")


@rule(
    "summary-sentence",
    Severity.WARNING,
    summary=f"The summary is one sentence of at most {LONGEST_SUMMARY} characters.",
    hint="Keep the sentence that would make somebody read on; end it with a full stop.",
    passing=("summary: What a night on the ward is really like, told at 7am.", "summary: Who is Dr. Rabbit?"),
    failing=(
        "summary: We did it. It was great.",
        "summary: A night on the ward",
        "summary: On and on " + "and on " * 30 + "it went.",
    ),
)
def summary_sentence(context: StoryContext) -> Iterator[Found]:
    """It is the standfirst, the feed's description and what links show when shared."""
    summary = context.story.meta.summary
    count = len(sentences(summary))
    if count > 1:
        message = f"The summary is {count} sentences."
    elif not _WHOLE_SENTENCE.search(summary):
        message = "The summary has no full stop."
    elif len(summary) > LONGEST_SUMMARY:
        message = f"The summary has {len(summary)} characters; {LONGEST_SUMMARY} is the most."
    else:
        return
    yield Found(context.story.lines("summary"), message)


@rule(
    "heading-order",
    Severity.WARNING,
    summary="Headings in the text start at ##, and no level is left out.",
    hint="Use ## for the text's headings and ### for those below them; the title is the page's only #.",
    passing=("---\n## At six\n\nTea.\n\n### With milk\n\nMore tea.",),
    failing=(
        "---\n# At six\n\nTea.",
        "---\n### At six\n\nTea.",
        "---\n## At six\n\n#### With milk\n\nTea.",
        "---\n##\n\nTea.",
    ),
)
def heading_order(context: StoryContext) -> Iterator[Found]:
    """WCAG 2.2, 1.3.1 and 2.4.6: screen readers step from heading to heading."""
    above = 1
    for heading in context.outline.headings:
        if not heading.text:
            yield Found(
                heading.line, "There is a heading without words.", "Write its words, or take out the # signs."
            )
        elif heading.level == 1:
            yield Found(heading.line, f"“{heading.text[:40]}” is written as a second title.")
        elif heading.level > above + 1:
            yield Found(
                heading.line,
                f"“{heading.text[:40]}” is a heading of level {heading.level} below one of level {above}.",
            )
        above = max(heading.level, 2)


@rule(
    "link-words",
    Severity.WARNING,
    summary="The words of a link say where it goes.",
    hint="Make the words name the page it leads to: “the visiting times”, not “click here”.",
    passing=("---\nSee [the visiting times](https://www.merrowdale.example/visiting/).",),
    failing=(
        "---\nFor visiting times [click here](https://www.merrowdale.example/visiting/).",
        "---\nMore: [https://www.merrowdale.example/a](https://www.merrowdale.example/a)",
        "---\nMore: <https://www.merrowdale.example/a>",
        "---\nMore [](https://www.merrowdale.example/a)",
        "---\nMore in [the paper] (https://www.merrowdale.example/a).",
        "---\n[![A tray](tray.jpg)](https://www.merrowdale.example/a)",
    ),
)
def link_words(context: StoryContext) -> Iterator[Found]:
    """WCAG 2.2, 2.4.4: screen readers list a page's links without the text around them."""
    pictures = {picture.line for picture in context.outline.pictures}
    apart = set[str]()
    for paragraph in context.outline.paragraphs:
        for match in _APART.finditer(paragraph.text):
            apart.add(match["address"])
            hint = f"Write “{match['words']}({match['address']})”."
            yield Found(
                paragraph.line_at(match.start()), "A space parts the words of a link from its address.", hint
            )
    for link in context.outline.links:
        squeezed = _NOT_LETTERS.sub("", link.text.casefold())
        if not squeezed and link.line in pictures:
            hint = "Write the link in words, below the picture."
            yield Found(link.line, "A picture is no link: the page leaves its address out.", hint)
        elif not squeezed:
            yield Found(link.line, "There is a link without words.")
        elif squeezed in _SAYS_NOTHING:
            yield Found(link.line, f"“{link.text}” does not say where the link goes.")
        elif _WEB_ADDRESS.match(link.text) and link.text not in apart and not link.href.startswith("http:"):
            yield Found(
                link.line,
                "A link's words are a web address.",
                f"Write “[what it is about]({link.href[:120]})”, with your own words between [ and ].",
            )


@rule(
    "field-capital",
    Severity.WARNING,
    summary="Where there is an editor, the lines at the top begin in small letters: its form shows no other.",
    hint="Write the name in small letters.",
    passing=("team: Ward 7",),
    failing=("Team: Ward 7", "photos: [{File: ward.jpg, alt: The ward clock, shows: nobody}]"),
)
def field_capital(context: StoryContext) -> Iterator[Found]:
    """Whoever saves the form would add the line a second time."""
    for path, line in context.story.lines.at.items() if context.config.editor else ():
        name = str(path[-1]) if path else ""
        if name != name.lower():
            yield Found(line, f"The editor's form can't show “{name}:”.", f"Write “{name.lower()}:”.")


RULES = (field_capital, title_length, title_shouts, summary_sentence, heading_order, link_words)
