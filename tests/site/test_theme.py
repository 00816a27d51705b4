"""The theme's files: named by what is in them, in the Trust's own colour."""

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from goodnews.http_server import LOCAL_STYLE
from goodnews.problems import ContentError
from goodnews.publish.inspect.files import BUDGETS
from goodnews.site.theme import (
    BEST,
    ENOUGH,
    INK,
    MOON,
    NEEDED,
    NIGHT,
    PAPER,
    contrast,
    draw_icon,
    is_readable,
    load_theme,
    make_shades,
    make_theme,
    readable_accent,
)

from .making import THEME, make_config


def test_another_colour_is_another_stylesheet_under_another_name() -> None:
    one, other = (
        make_theme("a{}", {}, {}, make_config(TRUST_ACCENT=accent)) for accent in ("#005f6b", "#8a1c4a")
    )
    assert one.stylesheet != other.stylesheet
    assert one.icon != other.icon
    assert one == make_theme("a{}", {}, {}, make_config())


def test_the_icon_is_a_drawing_with_the_initials() -> None:
    root = etree.fromstring(draw_icon("<&", "#005f6b"))
    assert "".join(root.itertext()).strip() == "<&"


def test_the_themes_own_files_are_all_there() -> None:
    look = load_theme(THEME, make_config())
    assert {f"{name}.js" for name in look.scripts} == {name for name in NEEDED if name.endswith(".js")}
    assert {file.path for file in look.files} >= {look.stylesheet, look.icon, *look.scripts.values()}


def test_files_that_an_older_theme_lacks_or_that_are_no_text_are_named(tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme)
    (theme / "static" / "poster.css").unlink()
    (theme / "static" / "gallery.js").unlink()
    (theme / "templates" / "story.html").write_bytes(b"<p>\nCaf\xe9")
    with pytest.raises(ContentError) as wrong:
        load_theme(theme, make_config())
    assert [(problem.file, problem.line) for problem in wrong.value.problems] == [
        ("theme/static/gallery.js", 1),
        ("theme/static/poster.css", 1),
        ("theme/templates/story.html", 2),
    ]
    assert "./inv update" in wrong.value.problems[0].hint


def test_a_trusts_logo_is_published_and_a_missing_one_is_a_problem(tmp_path: Path) -> None:
    static = tmp_path / "static"
    static.mkdir()
    for name in NEEDED:
        (static / name).write_text("a{}", encoding="utf-8")
    with pytest.raises(ContentError) as missing:
        load_theme(tmp_path, make_config(TRUST_LOGO="logo.svg"))
    assert missing.value.problems[0].code == "site-logo"
    (static / "logo.svg").write_text("<svg/>", encoding="utf-8")
    look = load_theme(tmp_path, make_config(TRUST_LOGO="logo.svg"))
    assert look.logo
    assert look.logo.startswith("theme/logo-")
    with pytest.raises(ContentError, match="TRUST_LOGO_DARK names"):
        load_theme(tmp_path, make_config(TRUST_LOGO="logo.svg", TRUST_LOGO_DARK="dark.png"))
    (static / "dark.png").write_bytes(b"\x89PNG")
    both = load_theme(tmp_path, make_config(TRUST_LOGO="logo.svg", TRUST_LOGO_DARK="dark.png"))
    assert both.logo == look.logo
    assert both.logo_dark
    assert {both.logo, both.logo_dark} <= {file.path for file in both.files}


def test_the_display_face_is_small_has_the_welsh_letters_and_its_licence() -> None:
    look = load_theme(THEME, make_config())
    fonts = {file.path: file for file in look.files if file.path.endswith(".woff2")}
    assert look.face in fonts
    folder = THEME / "static" / "fonts"
    assert sum(path.stat().st_size for path in folder.glob("*.woff2")) <= 40_000
    assert "SIL OPEN FONT LICENSE" in (folder / "newsreader-OFL.txt").read_text(encoding="utf-8")
    css = next(file for file in look.files if file.path == look.stylesheet).render().decode()
    assert [path for path in fonts if f"url({Path(path).name})" not in css] == []
    assert "url(fonts/" not in css


def test_the_stylesheet_stays_small() -> None:
    look = load_theme(THEME, make_config())
    css = next(file for file in look.files if file.path == look.stylesheet)
    assert len(css.render()) <= BUDGETS[".css"], "a publish would speak of it each time"


colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(colours)
def test_any_colour_that_is_accepted_can_be_read_in_every_place_it_is_used(accent: str) -> None:
    accent = readable_accent(accent)
    shades = make_shades(accent)
    pairs = [
        (shades.accent, PAPER), (shades.accent, shades.tint), ("#ffffff", shades.accent), (INK, shades.tint),
        ("#ffffff", shades.deep), (shades.glow, NIGHT), (shades.glow, shades.shade), (MOON, shades.shade),
        (NIGHT, shades.glow),
    ]  # fmt: skip
    assert [pair for pair in pairs if contrast(*pair) < ENOUGH] == []
    texts = [(shades.deep, PAPER), (shades.deep, shades.tint), ("#ffffff", shades.deep)]
    texts += [(shades.glow, NIGHT), (shades.glow, shades.shade), (NIGHT, shades.glow)]
    assert [pair for pair in texts if contrast(*pair) < BEST] == []


@given(colours)
def test_a_readable_colour_is_left_as_it_is(accent: str) -> None:
    assert (readable_accent(accent) == accent) == is_readable(accent)


def test_a_pale_accent_is_refused_with_a_colour_to_use_instead() -> None:
    with pytest.raises(ContentError) as refused:
        load_theme(THEME, make_config(TRUST_ACCENT="#ffcc00"))
    (problem,) = refused.value.problems
    assert problem.code == "site-accent"
    suggested = re.findall(r"#[0-9a-f]{6}", problem.hint)
    assert is_readable(suggested[0])


def test_the_stylesheet_a_feed_and_pages_of_this_machine_alone_have_the_same_neutrals() -> None:
    css = (THEME / "static" / "site.css").read_text(encoding="utf-8")
    light, dark, _print = re.findall(r"--paper: (#\w+); --ink: (#\w+); --soft: (#\w+)", css)
    assert (light[:2], dark[:2]) == ((PAPER, INK), (NIGHT, MOON))
    assert contrast(light[2], light[0]) >= BEST
    assert contrast(dark[2], dark[0]) >= BEST
    feed = (THEME / "static" / "feed.css").read_text(encoding="utf-8")
    for clothes in (LOCAL_STYLE, feed):
        assert re.findall(r"--paper: (#\w+); --ink: (#\w+); --soft: (#\w+)", clothes) == [light, dark]
    face = re.search(r"--face: (\w+)", css)
    assert face
    assert f"h1, h2 {{ font-family: {face[1]}" in LOCAL_STYLE


@given(colours)
def test_soft_text_can_be_read_on_panels_of_any_trust(accent: str) -> None:
    css = (THEME / "static" / "site.css").read_text(encoding="utf-8")
    light, dark, _print = re.findall(r"--soft: (#\w+)", css)
    shades = make_shades(readable_accent(accent))
    assert contrast(light, shades.tint) >= BEST
    assert contrast(dark, shades.shade) >= BEST
