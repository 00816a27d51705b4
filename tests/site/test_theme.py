"""The theme's files: named by what is in them, in the Trust's own colour."""

import shutil
from pathlib import Path

import pytest
from lxml import etree

from goodnews.colours import as_hex, parse_colour, readable_accent
from goodnews.problems import ContentError
from goodnews.publish.inspect.files import BUDGETS
from goodnews.site.theme import NEEDED, draw_icon, load_theme

from .making import THEME, make_config


def test_another_colour_is_another_stylesheet_under_another_name() -> None:
    one, other = (load_theme(THEME, make_config(TRUST_ACCENT=accent)) for accent in ("#005f6b", "#8a1c4a"))
    assert one.stylesheet != other.stylesheet
    assert one.icon != other.icon
    assert one == load_theme(THEME, make_config())


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


def test_a_pale_accent_is_refused_with_a_colour_to_use_instead() -> None:
    with pytest.raises(ContentError) as refused:
        load_theme(THEME, make_config(TRUST_ACCENT="#ffcc00"))
    (problem,) = refused.value.problems
    assert problem.code == "site-accent"
    assert as_hex(readable_accent(parse_colour("#ffcc00"))) in problem.hint
