"""Pieces of Markdown that parsers stumble on, and all the real texts there are."""

from pathlib import Path

from hypothesis import strategies as st

from benchmarks.stories import corpus

PIECES = [
    *"<>\"'&[]()!*_`#\\{}|~:;=-+.,/@ \t\n\r\x02\x03ab38é\xa0\u2028",
    *("'s", "'80s", "''", '""', "--", "---", "...", "–", "—", "&nbsp;", "&amp;", "&#39;", "&#x2;"),
    *("word", "say ", " and", "Q: ", "A: ", "\\'", '\\"', "klzzwxh:0000", "wzxhzdk:0"),
    *("<b>", "</b>", "<br>", "<div>", "</div>", "<!--", "-->", "<https://x.example>", "<a@b.example>"),
    *("![a](b.jpg)", "[a](b 'c')", "](", "[a]: b", "[a]", "[^1]", "[^1]: ", "*[NHS]: x", "NHS"),
    *("**", "***", "__", "```", "    ", "  \n", "\n\n", "1. ", "- ", "* ", "> ", "# ", "\n===\n", "\n---\n"),
    *("| a | b |\n|---|---|\n| c | d |", "///Footnotes Go Here///"),
]
MARKDOWN = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
"""Texts nobody would write, of what parsers look for."""


def real_texts() -> list[str]:
    """The site's own pages and stories, and two hundred that measure it."""
    content = Path(__file__).parents[2] / "content"
    files = [path.read_text(encoding="utf-8") for path in sorted(content.rglob("*.md"))]
    return [*files, *(text for _, text in corpus(200))]
