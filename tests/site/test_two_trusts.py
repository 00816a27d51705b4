"""Two Trusts' settings give two sites, each only its own."""

from goodnews.site.static_pages import parse_page
from goodnews.site.theme import load_theme

from .making import PHOTO, THEME, draw, make_config, make_story, plan

MERROWDALE = make_config(TRUST_PHONE="01632 960123")
GLAN_TAWE = make_config(
    SITENAME="Ein straeon ni",
    SITEURL="https://straeon.glantawe.example",
    TRUST_NAME="Bwrdd Iechyd Glan Tawe",
    TRUST_SHORT_NAME="Glan Tawe",
    TRUST_STRAPLINE="Newyddion da o’n wardiau.",
    TRUST_LANGUAGE="cy",
    TRUST_ACCENT="#8a1c4a",
    TRUST_EMAIL="straeon@glantawe.example",
    TRUST_CONFIDENTIAL_EMAIL="clust@glantawe.example",
    TRUST_REMOVAL_EMAIL="lluniau@glantawe.example",
    TRUST_REPOSITORY=None,
    TRUST_COMPLAINTS_FORM=None,
)


def test_a_site_says_nothing_of_another_trust() -> None:
    names = {"Merrowdale": MERROWDALE, "Glan Tawe": GLAN_TAWE}
    for (own, config), other in zip(names.items(), reversed(names), strict=True):
        texts = [
            parse_page(path.read_text(encoding="utf-8"), f"content/pages/{path.name}", config)
            for path in sorted((THEME.parent / "content" / "pages").glob("*.md"))
        ]
        story = make_story("2026/stori", PHOTO, lang=config.language)
        drawn = {path: draw(page) for path, page in plan([story], config, texts=texts).items()}
        assert all(own in html for html in drawn.values())
        strange = (other.lower(), other.lower().replace(" ", ""))
        assert not [path for path, html in drawn.items() if any(word in html.lower() for word in strange)]
        assert f'<html lang="{config.language}">' in drawn["index.html"]
        assert ("github.com" in drawn["stories/2026/stori/index.html"]) == (config.repository is not None)


def test_their_styles_differ_in_nothing_but_their_colours() -> None:
    sheets = [load_theme(THEME, config).files[0].render().decode() for config in (MERROWDALE, GLAN_TAWE)]
    first, second = (sheet.split("}", 1) for sheet in sheets)
    assert first[0] != second[0]
    assert first[1] == second[1]
