import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.editor import HEADERS as EDITOR_HEADERS
from goodnews.file_types import DeliveryStage, content_type, delivery_stage, is_immutable
from goodnews.publish.files import SiteChanges
from goodnews.publish.headers import ALWAYS, BRIEF, FOR_EVER, POLICY, cache_control, headers_file


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", DeliveryStage.PAGE),
        ("index.html.br", DeliveryStage.PAGE),
        ("stories/2026/a/index.html.gz", DeliveryStage.PAGE),
        ("pagefind/pagefind-entry.json", DeliveryStage.PAGE),
        ("photos/3fa2c19b0d12-640.avif", DeliveryStage.FILE),
        ("theme/site-d56e0e4dffd3.css.br", DeliveryStage.FILE),
        ("pagefind/fragment/en_e07d81e.pf_fragment", DeliveryStage.FILE),
        ("feed.xml", DeliveryStage.FEED),
        ("tags/tea/feed-12.json", DeliveryStage.FEED),
        ("podcast.xml", DeliveryStage.FEED),
        ("sitemap.xml.gz", DeliveryStage.FEED),
        ("events.ics", DeliveryStage.FEED),
        ("robots.txt", DeliveryStage.FEED),
        ("announce.json", DeliveryStage.BEACON),
        ("announce.json.br", DeliveryStage.BEACON),
        ("stories/announce.json", DeliveryStage.FILE),
    ],
)
def test_every_file_has_its_turn(path: str, kind: DeliveryStage) -> None:
    assert delivery_stage(path) is kind


@pytest.mark.parametrize(
    ("path", "for_ever"),
    [
        ("photos/3fa2c19b0d12e4f7-960.avif", True),
        ("cards/3fa2c19b0d12.jpg", True),
        ("files/3fa2c19b0d12.mp3", True),
        ("theme/site-d56e0e4dffd3.css", True),
        ("theme/site-d56e0e4dffd3.css.br", True),
        ("pagefind/pagefind.en_e07d81ebd7.pf_meta", True),
        ("theme/feed.css", False),
        ("theme/site-decorated.css", False),
        ("pagefind/pagefind.js", False),
        ("pagefind/pagefind-entry.json", False),
        ("index.html", False),
        ("stories/2026/1234567-deadbeef1/index.html", False),
        ("feed-20261123.xml", False),
    ],
)
def test_only_names_with_a_hash_are_kept_for_ever(path: str, for_ever: bool) -> None:
    assert is_immutable(path) is for_ever
    assert (cache_control(path) == FOR_EVER) is for_ever


def test_the_beacon_is_asked_again_each_time_and_pages_every_few_minutes() -> None:
    assert (cache_control("announce.json"), cache_control("index.html")) == ("no-cache", BRIEF)


@pytest.mark.parametrize("path", ["story.md", "IMG_0012.HEIC", "x.exe", "noending", ".env", "a/.git"])
def test_what_a_site_never_has_has_no_type(path: str) -> None:
    assert content_type(path) is None


def test_the_policy_allows_nothing_that_is_not_named() -> None:
    assert POLICY["default-src"] == "'none'"
    assert not any(
        "unsafe-inline" in each or "'unsafe-eval'" in each or "*" in each for each in POLICY.values()
    )
    assert "data:" not in ALWAYS["Content-Security-Policy"]


def rules(text: str) -> dict[str, dict[str, str]]:
    """The blocks of a `_headers` file."""
    found: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.startswith("/"):
            block = found.setdefault(line, {})
        elif line.strip():
            name, _, value = line.strip().partition(": ")
            block[name] = value
    return found


def matches(rule: str, path: str) -> bool:
    """As the hosts read a rule: one star for anything."""
    start, star, end = rule.partition("*")
    long_enough = len(path) >= len(start) + len(end)
    return path.startswith(start) and path.endswith(end) and long_enough if star else path == rule


PATHS = [
    "index.html",
    "feed.xml",
    "tags/a/feed.xml",
    "photos/3fa2c19b0d12-640.avif",
    "announce.json",
    "theme/a.css",
]


def test_no_header_of_the_headers_file_is_said_twice_for_one_address() -> None:
    """Where two rules match, hosts join their values with a comma."""
    blocks = rules(headers_file(PATHS))
    for path in PATHS:
        said = [name for rule, block in blocks.items() if matches(rule, f"/{path}") for name in block]
        assert len(said) == len(set(said)), path
        assert set(ALWAYS) <= set(said)
    assert blocks["/photos/*"] == {"Cache-Control": FOR_EVER}
    assert blocks["/*/feed.xml"]["Content-Type"].startswith("application/xml")


def test_the_editor_alone_may_do_more_and_everything_else_keeps_its_policy() -> None:
    paths = [*PATHS, "edit/index.html", "edit/assets/a.wasm"]
    blocks = rules(headers_file(paths))
    for path in ["", *paths]:
        told = [block for rule, block in blocks.items() if matches(rule, f"/{path}")]
        said = {name: value for block in told for name, value in block.items()}
        assert sum(map(len, told)) == len(said), path
        assert {**ALWAYS, **(EDITOR_HEADERS if path.startswith("edit/") else {})}.items() <= said.items(), (
            path
        )


def test_the_headers_file_keeps_within_what_hosts_allow() -> None:
    text = headers_file([f"tags/tag-{n}/feed.xml" for n in range(5000)] + PATHS)
    assert len(rules(text)) <= 100
    assert max(len(line) for line in text.splitlines()) <= 2000
    assert all(rule.count("*") <= 1 for rule in rules(text))


ANY = st.sampled_from(
    [
        "index.html",
        "a/index.html",
        "b/index.html",
        "photos/3fa2c19-1.avif",
        "theme/x.css",
        "feed.xml",
        "announce.json",
    ]
)


@given(st.sets(ANY), st.sets(ANY), st.sets(ANY))
def test_the_order_of_delivery_never_lets_a_page_go_before_what_it_names(
    added: set[str], changed: set[str], removed: set[str]
) -> None:
    changes = SiteChanges(tuple(sorted(added)), tuple(sorted(changed - added)), tuple(sorted(removed)))
    order = [(delivery_stage(path), path in changed - added) for path in changes.to_write()]
    assert order == sorted(order)
    assert sorted(changes.to_write()) == sorted(added | changed)
    gone = [delivery_stage(path) for path in changes.to_remove()]
    assert gone == sorted(gone, reverse=True)
    assert sorted(changes.to_remove()) == sorted(removed)
