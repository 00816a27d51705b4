"""From a story's text to its fields, or to every one of its problems."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.problems import Problem
from goodnews.story import FrontMatter, decode, parse_story
from tests.trust import ONE_PHOTO

FILE = "content/stories/2026/a-night/story.md"
GOOD = {
    "title": '"Coming off shift: a night on Ward 7"',
    "summary": "A night told at 7am.",
    "date": "2026-11-20 07:45",
    "category": "People",
}


STAFF = "photos: [{file: a.jpg, alt: x, shows: staff, consent: %s}]"


def story(body: str = "Hello.", **fields: str) -> str:
    lines = [f"{name}: {value}" for name, value in {**GOOD, **fields}.items() if value != "-"]
    return "\n".join(["---", *lines, "---", body])


def problems_of(text: str) -> list[tuple[int, str]]:
    parsed = parse_story(text, FILE)
    assert parsed.meta is None
    return [(problem.line, f"{problem.message} {problem.hint}") for problem in parsed.problems]


def front_of(text: str) -> FrontMatter:
    parsed = parse_story(text, FILE)
    assert parsed.meta is not None, parsed.problems
    return parsed.meta


def test_the_designs_example_is_read_whole() -> None:
    about = ONE_PHOTO.replace("shows: backs", "shows: staff")
    text = f"""---
title: "Coming off shift: a night on Ward 7"
summary: One sentence. It is the standfirst.
date: 2026-11-20 07:45          # Europe/London
category: People
{about}    consent: {{form: CF-0113, covers: [website, social], ends: 2031-11-20}}
post: "Knackered, happy, proud. A night on Ward 7:"
announce: yes
---
Markdown. ![](handover.heic) places a photo.
"""
    parsed = parse_story(text, FILE)
    assert parsed.meta is not None
    assert parsed.meta.title == "Coming off shift: a night on Ward 7"
    assert parsed.meta.tags == ("nursing", "nights")
    assert parsed.meta.announce is True
    (photo,) = parsed.meta.photos
    assert photo.consent is not None
    assert photo.consent.covers == ("website", "social")
    assert photo.may_be_shared()
    assert parsed.lines("photos", 0, "alt") == 12
    assert parsed.body_line == 20
    assert text.split("\n")[parsed.body_line - 1].startswith("Markdown.")


def test_where_two_people_are_in_a_photo_both_their_forms_are_named() -> None:
    consent = "{form: [CF-0113, CF-0115], covers: [website], guardian: [CF-0114, CF-0116]}"
    front = front_of(story(photos=f"[{{file: a.jpg, alt: Two girls, shows: children, consent: {consent}}}]"))
    (photo,) = front.photos
    assert photo.consent is not None
    assert (photo.consent.form, photo.consent.guardian) == ("CF-0113, CF-0115", "CF-0114, CF-0116")


@pytest.mark.parametrize(
    ("field", "line", "said"),
    [
        ("titel: x", 6, "I don't know “titel” here. Did you mean “title”?"),
        ("consent: yes", 6, "I don't know “consent” here. It belongs to “photos”: move it below that"),
        ("starts: x", 6, "I don't know “starts” here. It belongs to “live” or “event”: move it below"),
        ("colour: red", 6, "Take it out, or use one of: title, summary"),
        ("title: -", 2, "“title” is missing (what the story is called)."),
        ("title: ", 2, "“title” is missing"),
        ("title: [a, b]", 2, "“title” has to be words on the same line."),
        ("date: tomorrow", 4, "“tomorrow” is not a date I can read."),
        ("date: 2026-10-25 01:30", 4, "happens twice: the clocks go back then."),
        ("tags: nursing", 6, "“tags” has to be a list. Write “tags: [nursing]”."),
        ("announce: twitter", 6, "“twitter” is not a network I know. Write “announce: x”."),
        (
            "announce: [Facebook, bsky]",
            6,
            "“bsky” is not a network I know. Write “announce: [facebook, bluesky]”.",
        ),
        ("announce: [yes, x]", 6, "“yes” is not a network I know. Choose from x, bluesky"),
        ("announce: linkedin", 6, "“linkedin” is not a network I know. Choose from x, bluesky"),
        ("lang: Welsh", 6, "Did you mean “cy”? Choose from en or cy."),
        ("draft: maybe", 6, "“maybe” is neither yes nor no."),
        ("lang: fr", 6, "In “lang”: “fr” is not one of the choices. Choose from en or cy."),
        (
            "video: {url: http://v.example, title: x}",
            6,
            "is not a secure web address. It has to start with https://.",
        ),
        ("video: {url: garden.mp4, title: x}", 6, "goes under file: garden.mp4"),
        ("video: {title: x}", 6, "It does not say where the film is."),
        (
            "video: {url: www.v.example, title: x}",
            6,
            "not a secure web address. Write https://www.v.example.",
        ),
        ("video: {url: v.example/w, title: x}", 6, "not a secure web address. Write https://v.example/w."),
        (
            "withdrawn: no",
            6,
            "“withdrawn” has to have lines of its own below it. To say no, take this line out.",
        ),
        ("event: None", 6, "“event” has to have lines of its own below it. To say no, take this line out."),
        ("bsl: n/a", 6, "“bsl” has to have lines of its own below it. To say no, take this line out."),
        ("photos: none", 6, "“photos” has to have lines of its own below it. To say no, take this line out."),
        ("withdrawn: 2026-12-01", 6, "“withdrawn: {on: 2026-12-01, reason: Consent withdrawn}”"),
        ("withdrawn: Asked to", 6, "“withdrawn: {on: 2026-12-01, reason: Asked to}”"),
        ("event: Sat 10am, canteen", 6, '“event: {starts: 2026-11-24 14:00, place: "Sat 10am, canteen"}”'),
        ("aliases: https://a.example/news/x/", 6, "Write “aliases: [news/x/]”."),
        (
            "photo: a.jpg",
            6,
            "Write “photos:” here. Below “photos:”, write these lines, with what is true: “  - file: a.jpg”",
        ),
        (STAFF % "verbal", 6, "“consent: {form: CF-0113, covers: [website, social]}”"),
        ("video: {file: a.mp4, url: https://v.example/w, title: x}", 6, "both file: and url:"),
        ("video: yes", 6, "“video” has to have lines of its own below it."),
        (
            "event: {starts: 2026-11-20 14:00, ends: 2026-11-20 13:00, place: x}",
            6,
            "It ends before it starts.",
        ),
        ("aliases: [../../etc]", 6, "is not an address on this site"),
        ("id: ../x", 6, "does not name a story"),
        ("photos: [{file: ../a.jpg, alt: x, shows: nobody}]", 6, "is not the plain name of a file"),
        ("photos: [{file: a.jpg, shows: nobody}]", 6, "“photos 1, alt” is missing"),
        ("photos: [{file: a.jpg, alt: x, shows: everyone}]", 6, "Choose from nobody, backs, staff"),
        ("photos: [{file: a.jpg, alt: x, shows: kids and staff}]", 6, "Did you mean “children”? Choose from"),
        (
            STAFF % "{form: CF-1, covers: both}",
            6,
            "covers” has to be a list. Write “covers: [website, social]”.",
        ),
        (
            STAFF % "{form: CF-1, covers: [website/web]}",
            6,
            "Did you mean “website”? Choose from website or social.",
        ),
        ("photos: [{file: a.jpg, alt: x, shows: nobody, focus: middle}]", 6, "is not a point in a photo"),
        (
            "photos: [{file: a.jpg, alt: x, shows: nobody}, {file: A.jpg, alt: x, shows: nobody}]",
            6,
            "is in the list of photos twice",
        ),
        (STAFF % "{form: CF-1, covers: []}", 6, "covers” is empty"),
        (STAFF % "{form: [], covers: [website]}", 6, "form” has to be words on the same line"),
        (STAFF % "{form: ['', ' '], covers: [website]}", 6, "form” has to be words on the same line"),
        (STAFF % "{form: CF-1, covers: [website], guardian: []}", 6, "guardian” has to be words"),
        (STAFF % "CF-0119", 6, "consent: {form: CF-0119, covers: [website, social]}"),
        (STAFF % "yes", 6, "consent: {form: CF-0113, covers: [website, social]}"),
        ("photos: \n  - desk.jpg", 7, "  - file: desk.jpg …     alt: Two nurses …     shows: staff"),
        ("photos: desk.jpg", 6, "  - file: desk.jpg …     alt: Two nurses …     shows: staff"),
        ("photos: \n  file: desk.jpg\n  alt: A desk", 6, "  - file: desk.jpg …     alt: A desk"),
        ("video: https://video.example/x", 6, "video: {url: https://video.example/x, title: A minute"),
        ("video: garden.mp4", 6, "video: {file: garden.mp4, title: A minute"),
        ("thanks: A family, with love", 6, 'thanks: {from: "A family, with love"}'),
        ("withdrawn: yes", 6, "withdrawn: {on: 2026-12-01, reason: Consent withdrawn}"),
        ("tags: [❤️, nights]", 6, "can't have an address"),
        ("tags: [nights, 夜]", 6, "can't have an address"),
        ("category: 🎉", 5, "can't have an address"),
        ("team: 🎉", 6, "can't have an address"),
        ("hospital: —", 6, "can't have an address"),
        ("tags: [nights, CON.]", 6, "can't be a folder on Windows"),
        ("team: Nul", 6, "can't be a folder on Windows"),
        (f"tags: [{'night ' * 50}]", 6, "too many for the address"),
        ("category: " + "x" * 81, 5, "too many for the address"),
        (f"tags: [{', '.join('abcdefghijklm')}]", 6, "has 13 entries. Keep at most 12."),
        ("aliases: [old/con/]", 6, "on Windows"),
        ("aliases: [old/Aux.html]", 6, "on Windows"),
        ("aliases: [old./page/]", 6, "on Windows"),
        ("aliases: [a/.git/b]", 6, "“.git” is hidden"),
        ("aliases: [index.html.gz]", 6, "not the address of a page"),
        ("aliases: [news/Feed.XML.BR]", 6, "not the address of a page"),
        ("aliases: [news/feed.xml]", 6, "not the address of a page"),
        ("aliases: [photos/a.jpg/]", 6, "not the address of a page"),
        ("aliases: [news/INDEX.html]", 6, "not the address of a page"),
        ("aliases: [news/index.html/page/]", 6, "not the address of a page"),
        (f"aliases: [{'a' * 300}]", 6, "has 300 letters"),
        ("id: 20２６/a-night", 6, "does not name a story"),
        ("date: 20２６-11-20", 4, "is not a date"),
        *(
            (f"photos: [{{file: '{name}', alt: x, shows: nobody}}]", 6, "is not the plain name of a file")
            for name in ("con.jpg", "ward.jpg.", ".ward.jpg", "a/b.jpg", "ward\u200b.jpg", "x" * 121)
        ),
    ],
)
def test_a_wrong_field_is_told_once_on_its_line_with_what_to_write(field: str, line: int, said: str) -> None:
    name, _, value = field.partition(": ")
    ((at, words),) = problems_of(story(**{name: value}))
    assert at == line
    assert all(part in words for part in said.split(" … ")), words


def test_all_problems_come_at_once() -> None:
    found = problems_of(story(title="-", date="soon", drafft="yes", lang="fr"))
    assert len(found) == 4


@pytest.mark.parametrize(
    ("lines", "at", "said", "remedy"),
    [
        ("title: A night: on Ward 7", 2, "second colon", 'title: "A night: on Ward 7"'),
        ('title: "A night\nsummary: x', 2, "opened and not closed", 'title: "A night"'),
        ('title: "A night\nsummary: So "good', 2, "opened and not closed", 'title: "A night"'),
        ('title: "A night\nsummary: "It was good."', 2, "opened and not closed", 'title: "A night"'),
        ('thanks:\n  to: "Us\n  from: "A family"', 3, "opened and not closed", 'to: "Us"'),
        ('thanks:\n  to: "Us\n  from: A "nice" family', 3, "opened and not closed", 'to: "Us"'),
        ('thanks:\n  to: "Us\n  from: A "', 3, "opened and not closed", 'to: "Us"'),
        ("thanks: {from: A family, to: [us]", 2, "opened and not closed", "to: [us]}"),
        ("title: A night\nand a day", 3, "can't read this line", "two spaces"),
        ("title: 'Twas the night", 2, "opened and not closed", 'title: "\'Twas the night"'),
        ('title: "Thank you" they said', 2, "more words", "title: '\"Thank you\" they said'"),
        ("title: [Ward 7] news", 2, "can't read this line", 'title: "[Ward 7] news"'),
        ("tags: [nursing, nights", 2, "opened and not closed", "tags: [nursing, nights]"),
        ("title:T", 2, "no space after the colon", "title: T"),
        ("summary: x\ntitle:T", 3, "no space after the colon", "title: T"),
        ("title:T\nsummary: x", 2, "no space after the colon", "title: T"),
        ("photos:\n  - file:a.jpg\n    alt: x", 3, "no space after the colon", "file: a.jpg"),
        ("photos:\n  - {file:a.jpg, alt: x}", 3, "no space after the colon", "file: a.jpg"),
        ("photos:\n  - file: a.jpg\n   alt: x", 4, "not start where it should", "“    alt: x”"),
        ("photos:\n  - file: a.jpg\n  alt: x", 4, "not start where it should", "“    alt: x”"),
        ("title: A\n  summary: x", 3, "not start where it should", "“summary: x”"),
        ("photos:\n  -file: a.jpg\n    alt: x", 3, "a hyphen and a space", "“  - file: a.jpg”"),
        ("photos:\n  -file: a.jpg\n  alt: x\n  -file: b.jpg", 3, "a hyphen and a space", "“  - file: a.jpg”"),
        ("photos:\n  -file: a.jpg", 3, "a hyphen and a space", "“  - file: a.jpg”"),
        ("photos:\n  • file: a.jpg\n    alt: x", 3, "a hyphen and a space", "“  - file: a.jpg”"),
        ("tags:\n* nights", 3, "a hyphen and a space", "“- nights”"),
        ("photos: []\nevent: {place:Here}", 3, "no space after the colon", "place: Here"),
        ("event: {starts:1,place:Here,ends:2}x", 2, "no space after the colon", "{starts: 1,place: Here"),
        ("photos:\n  - file a.jpg\n    alt: x", 3, "no colon after “file”", "“  - file: a.jpg”"),
        (
            "photos:\n  - file: a.jpg\n    alt; x\n    shows: nobody",
            4,
            "no colon after “alt”",
            "“    alt: x”",
        ),
        ("photos\n  - file: a.jpg", 2, "no colon after “photos”", "“photos:”"),
        ("photos:\n   - file: a.jpg\n    alt: x\n    shows: nobody", 3, "not start", "“  - file: a.jpg”"),
        ("video:\n   url: x\n  title: y\n  captions: yes", 3, "not start", "“  url: x”"),
        ("aliases:\n   - a/\n  - b/\n  - c/", 3, "not start", "“  - a/”"),
        ("quote:\n  text: They\nwere kind.\n  who: Us", 4, "can't read this line", "“    were kind.”"),
        ("video: {}\ntext: x", 3, "“text”", "belongs to “quote”"),
        ("title A night", 2, "no colon after “title”", "“title: A night”"),
        ("summary: x\ntitle = A night", 3, "no colon after “title”", "“title: A night”"),
        ("- title: A night", 2, "something before it", "“title: A night”"),
        ("title: 'Ward 7's night'", 2, "more words", 'title: "Ward 7\'s night"'),
        ('title: "The "best" night"', 2, "more words", "title: 'The \"best\" night'"),
        ('title: "Hi" and "bye"', 2, "more words", 'title: \'"Hi" and "bye"\''),
        ("title: A night\nis long: yes", 3, "is long", "on one line, in double quotes"),
        ("images: [a.jpg]", 2, "images", "“photos”"),
        ("photos:\n  - file: a.jpg\n    file: b.jpg", 4, "here twice", "“- file:”"),
        ("photos:\n  - file: a.jpg\n  - alt: x\n  - shows: nobody", 4, "entry above", "hyphen"),
        ("tags:\n  - nights: long", 3, "a colon", '“- "nights: long"”'),
        ("tags:\n  -nights\n  -days", 2, "a list", "“tags: [nights, days]”"),
        (
            "photos: [{file: a.jpg, alt: x, shows: [staff, patients]}]",
            2,
            "“staff, patients”",
            "the last that",
        ),
        ("aliases: [https://a.example/news/old/]", 2, "not an address", "Write news/old/."),
        ("title: *night*", 2, "special meaning", 'title: "*night*"'),
        ("title: &night x", 2, "special meaning", 'title: "&night x"'),
        ("title: !!python/object:os.system x", 2, "special meaning", 'title: "!!python'),
        ("title: @night", 2, "can't stand here", 'title: "@night"'),
        ("tags:\n\t- a", 3, "tab", "spaces"),
        ("title: x\ntitle: y", 3, "here twice", "Keep one"),
        ("a: {b: {c: {d: {e: {f: {g: x}}}}}}", 2, "nested too deeply", "example story"),
        ("[1, 2", 2, "can't read this line", "two spaces"),
        ("- a", 2, "not a list of “name: value” lines", "colon"),
        ("title", 2, "no colon after “title”", "“title:”"),
        ("title: x\nTeam - Ward 7", 3, "no colon after “Team”", "“Team: Ward 7”"),
        ("title: x\nBy; Us", 3, "no colon after “By”", "“By: Us”"),
        ("tags: #tea, #nhs", 2, "would be lost", "“tags: [tea, nhs]”"),
        ("tags: tea, #nhs", 2, "would be lost", "“tags: [tea, nhs]”"),
        ('tags: "#tea #nhs"', 2, "a list", "“tags: [tea, nhs]”"),
        ("tags: [#tea, #nhs]", 2, "starts a note", "“tags: [tea, nhs]”"),
        ("link: www.a.example", 2, "don't know “link”", "into the text"),
        ("title: x\nhttps://a.example/b", 3, "an address", '“video: {url: "https://a.example/b", title'),
        ("http://a.example/b", 2, "an address", "into the text"),
        ("title: x\n- www.a.example", 3, "an address", "into the text"),
        ("title: x\njo@ward.example", 3, "an address", "into the text"),
        ("https://a.example/b: our film", 2, "https://a.example/b", "into the text"),
        ("? [a]\n: b", 2, "has to be a word", "double quotes"),
    ],
)
def test_a_mistake_in_the_lines_above_the_text_is_explained(
    lines: str, at: int, said: str, remedy: str
) -> None:
    found = problems_of(f"---\n{lines}\n---\nHello.")
    assert any(line == at and said in words and remedy in words for line, words in found), found


def test_a_slip_in_one_entry_leaves_another_whole() -> None:
    video = "\n  url: https://a.example/b\n  title: Tea\n  captions: yes"
    assert [line for line, _ in problems_of(story(video=video, by='"A nurse'))] == [10]


@pytest.mark.parametrize(("first", "last", "line"), [("—-", "---", 1), ("---", "—", 6), ("----", "----", 1)])
def test_another_dash_than_three_hyphens_is_shown(first: str, last: str, line: int) -> None:
    found = problems_of(f"{first}\ntitle: x\nsummary: X.\ndate: soon\ncategory: People\n{last}\nHello.")
    assert any("“soon” is not a date" in words for _, words in found), "it hides nothing else"
    at, words = next(problem for problem in found if "hyphens" in problem[1])
    assert (at, "“---”" in words) == (line, True)


def test_a_capital_at_the_start_of_a_line_changes_nothing() -> None:
    text = story(photos="\n  - File: a.jpg\n    Alt: A bed\n    Shows: nobody")
    assert parse_story(text.title().replace("T07", " 07"), FILE).problems == ()


def test_a_line_that_cannot_be_read_hides_nothing_else_in_the_story() -> None:
    text = story("Hello.\n\n" + "[" * 400, title='"A night', lang="fr", post='"Hi" all', drafft="yes")
    assert [line for line, _ in problems_of(text)] == [2, 6, 7, 8, 12]


@pytest.mark.parametrize(
    ("fields", "line", "lost", "remedy"),
    [
        ({"title": "Ward 7's #1 nurse"}, 2, "“#1 nurse”", 'title: "Ward 7\'s #1 nurse"'),
        ({"title": "#ProudToCare"}, 2, "“#ProudToCare”", 'title: "#ProudToCare"'),
        ({"summary": 'The "best" #1 nurse.'}, 3, "“#1 nurse.”", "summary: 'The \"best\" #1 nurse.'"),
        ({"post": "Well done #TeamNHS #Us"}, 6, "“#TeamNHS #Us”", 'post: "Well done #TeamNHS #Us"'),
        ({"post": '"Well done" #TeamNHS'}, 6, "“#TeamNHS”", 'post: "Well done #TeamNHS"'),
        ({"team": "Ward 7 # the best"}, 6, "“# the best”", 'team: "Ward 7 # the best"'),
        ({"tags": "\n  - nursing\n  - #nights"}, 8, "“#nights”", '"#nights"'),
        ({"photos": "\n  - file: a.jpg\n    alt: The #1 nurse\n    shows: staff"}, 8, "“#1 nurse”", "alt: "),
        ({"photos": "[{file: a.jpg, alt: x, shows: nobody, caption: Our #1\n   }]"}, 6, "“#1”", "caption: "),
        ({"thanks": "{from: The #1 family\n  }"}, 6, "“#1 family”", 'from: "The #1 family"'),
        ({"tags": "[nursing, #nights]"}, 6, "starts a note", "tags: [nursing, nights]"),
        ({"by": "The team\n  of the #1 ward\n  of all"}, 7, "starts a note", "double quotes"),
    ],
)
def test_what_a_hash_would_cut_off_is_an_error_that_shows_it(
    fields: dict[str, str], line: int, lost: str, remedy: str
) -> None:
    (problem,) = problems_of(story(**fields))
    assert problem[0] == line
    assert lost in problem[1]
    assert remedy in problem[1]


@pytest.mark.parametrize(
    "fields",
    [
        {"date": "2026-11-20 07:45     # Europe/London"},
        {"draft": "yes  # take this out"},
        {"title": '"A night"   # the ward chose it'},
        {"title": '"Ward 7\'s #1 nurse"'},
        {"title": "Bed#7 and C#"},
        {"photos": "  # ours\n  - {file: a.jpg, alt: x, shows: nobody}   # the desk"},
        {"notes": "|\n  # A heading\n  and a #hashtag"},
        {"tags": "[a, b]  # two"},
    ],
)
def test_a_note_behind_what_nobody_reads_is_a_note(fields: dict[str, str]) -> None:
    front_of(story(**fields))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("“Coming off shift: a night”", "Coming off shift: a night"),
        ("“Our #1 nurse”", "Our #1 nurse"),
        ("“A night”   # a note", "A night"),
        ("”A night”", "A night"),
        ("„A night“", "A night"),
        ('“A night"', "A night"),
        ('"A night”', "A night"),
        ("‘A night: it’s on’", "A night: it’s on"),
        ("“It’s on”", "It’s on"),
        ("“We are proud\n  of us”", "We are proud of us"),
        ("‘Tis the season", "‘Tis the season"),
        ("‘Tis the porters’ night", "‘Tis the porters’ night"),
        ("The “night owls”", "The “night owls”"),
        ("“Hello” and “goodbye”", "“Hello” and “goodbye”"),
        ('"“Hello”"', "“Hello”"),
    ],
)
def test_curly_quotes_round_a_value_are_quotes(written: str, meant: str) -> None:
    assert front_of(story(title=written)).title == meant


def test_curly_quotes_are_quotes_in_lists_and_parts_and_letters_in_texts() -> None:
    meta = front_of(
        story(
            tags="[“nursing, care”, ‘nights’]",
            quote="{text: “Thank you, all: all of you”, who: A patient}",
            notes="|\n  Chef: “Good morning”\n  Cook: “Hello”",
        )
    )
    assert meta.tags == ("nursing, care", "nights")
    assert meta.quote
    assert meta.quote.text == "Thank you, all: all of you"
    assert meta.notes == "Chef: “Good morning”\nCook: “Hello”"


def test_every_line_that_a_remedy_shows_can_be_read() -> None:
    """Whatever a title is, doing as the answer says gives that title."""
    titles = ["A: b", '"A', "'Twas", '"A" b', "*A*", "&A b", "@A", "A #1", "`A`", "> A", "- A", "%A", "[A] b"]
    for title in titles:
        ((_, words),) = problems_of(story(title=title))
        line = re.search(r"title: (.*?)”?\.?$", words)
        assert line, words
        assert front_of(story(title=line[1].rstrip("”."))).title.strip('"') == title.strip('"'), words


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("/news/old-page", "news/old-page/"),
        ("news/old.html", "news/old.html"),
        ("news/index.html", "news/index.html"),
        ("news/old.aspx", "news/old.aspx/"),
        ("News/Default.HTML", "News/Default.HTML/"),
        ("news/version-2.0.php/", "news/version-2.0.php/"),
    ],
)
def test_an_old_page_of_any_ending_is_a_file_or_a_folder_with_a_page(written: str, read: str) -> None:
    assert front_of(story(aliases=f"[{written}]")).aliases == (read,)


def test_twelve_tags_and_a_heart_beside_a_word_are_let_pass() -> None:
    assert len(front_of(story(tags=f"[{', '.join('abcdefghijkl')}]")).tags) == 12
    assert front_of(story(tags="[❤️ nights]")).tags == ("❤️ nights",)


def test_what_a_phone_writes_with_a_capital_or_a_hard_space_is_read_as_it_was_meant() -> None:
    meta = front_of(
        story(
            draft="Yes",
            lang="Cy",
            photos="\n  - file:\xa0ward.jpg\n    alt: x\n    shows: Staff\n    "
            "consent: {form: CF-1, covers: [Website]}",
        )
    )
    assert meta.draft
    assert meta.lang == "cy"
    (photo,) = meta.photos
    assert photo.file == "ward.jpg"
    assert photo.shows == "staff"
    assert photo.consent
    assert photo.consent.covers == ("website",)


def test_a_name_that_was_nearly_right_is_not_called_missing_too() -> None:
    ((line, words),) = problems_of(story(title="-", titel="A night"))
    assert line == 5
    assert "Did you mean “title”?" in words


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("Hello.", 1, "does not start with a line of three hyphens"),
        ("", 1, "does not start with a line of three hyphens"),
        ("---\ntitle: x\n", 1, "have no end"),
    ],
)
def test_a_missing_fence_is_told(text: str, line: int, said: str) -> None:
    ((at, words),) = problems_of(text)
    assert at == line
    assert said in words


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        ("---\n".encode("utf-16"), 1, "UTF-16"),
        (b"---\ntitle: caf\xe9\n", 2, "not UTF-8"),
        (b"---\ntitle: a\x00b\n", 2, "control character"),
        ("---\n\ntitle: \u202egnp.exe".encode(), 3, "changes its direction"),
        (b"x" * 300_000, 1, "too long"),
    ],
)
def test_bytes_that_are_no_text_are_told(data: bytes, line: int, said: str) -> None:
    problem = decode(data, FILE)
    assert isinstance(problem, Problem)
    assert problem.line == line
    assert said in problem.message


def test_windows_line_ends_and_a_byte_order_mark_are_taken() -> None:
    text = decode(b"\xef\xbb\xbf" + story().replace("\n", "\r\n").encode(), FILE)
    assert isinstance(text, str)
    assert front_of(text).category == "People"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("yes", True), ("No", False), ("[x, Bluesky]", ("x", "bluesky")), ("bluesky", ("bluesky",)), ("[]", ())],
)
def test_announce_is_yes_no_or_a_list_of_networks(written: str, meant: object) -> None:
    assert front_of(story(announce=written)).announce == meant


@given(st.text("abc :#-[]{}\"'“”‘’|>&*!%@`,?~\\é", min_size=1, max_size=20))
def test_what_is_typed_after_a_colon_is_read_whole_or_is_a_problem(typed: str) -> None:
    """Nothing is lost without a word: only quotation marks around it, and spaces."""
    parsed = parse_story(story(post=f"a{typed}"), FILE)
    if parsed.meta:
        assert parsed.meta.post == " ".join(f"a{typed}".split())


def test_no_problem_shows_a_name_from_the_program() -> None:
    found = problems_of(
        story(title="[a]", video="{}", live="3", photos="[x]", tags="{a: b}", quote="[1]", allow="x")
    )
    for _, words in found:
        assert not re.search(r"\b(str|dict|tuple|NoneType|pydantic|Input|valid_)\b", words), words
