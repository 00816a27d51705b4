"""What a story's own page and its teasers show."""

from .making import draw, make_story, plan

QUOTED = """
photos: [{file: a.jpg, alt: A desk, shows: nobody, caption: "It's tuned, isn't it?", credit: Dad's ward}]
quote: {text: "I wasn't hurried", who: Ward 4's patient}
"""


def test_titles_and_captions_have_a_printers_quotes_as_the_text_has() -> None:
    story = make_story(
        more=QUOTED, title="'I''m \"here\" -- with C#'", summary="It's 9am...", by="Dad's ward"
    )
    pages = plan([story, make_story("2026/other", title="It's later", date="2026-11-19 07:45")])
    page = draw(pages["stories/2026/a-night/index.html"])
    for words in (
        "<title>I’m “here” – with C# –", ">I’m “here” – with C#</h1>", ">It’s 9am…</p>",
        "It’s tuned, isn’t it?",
        "Picture: Dad’s ward.", "I wasn’t hurried", "Ward 4’s patient", ">Dad’s ward<", "It’s later",
        'og:title" content="I’m “here” – with C#"', '"headline":"I’m “here” – with C#"',
    ):  # fmt: skip
        assert words in page, words
    home = draw(pages["index.html"])
    assert ">I’m “here” – with C#</a>" in home
    assert ">It’s 9am…</p>" in home
