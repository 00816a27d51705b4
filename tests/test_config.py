"""The Trust's own details."""

import runpy
from pathlib import Path
from typing import Any

import pytest

from goodnews.config import SiteConfig, config_from_settings
from goodnews.problems import ContentError

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def settings() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "pelicanconf.py"))


def test_the_samples_settings_are_a_trust(settings: dict[str, Any]) -> None:
    config = config_from_settings(settings, "pelicanconf.py")
    assert config.initials == "M"
    assert config.url("/about/") == f"{config.site_url}/about/"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SITEURL", "", "has to be the site's public address"),
        ("SITEURL", "http://stories.example", "start with https://"),
        ("SITEURL", "https://stories.example/?a=1", "plain address"),
        ("TRUST_ACCENT", "teal", "has to be a colour like #005f6b"),
        ("TRUST_EMAIL", "nobody", "has to be an email address"),
        ("TRUST_REPOSITORY", "https://github.example/a/b/c", "owner/name"),
        ("TRUST_CATEGORIES", [], "can't be []"),
        ("TRUST_NOMINATE_URL", "http://x.example", "start with https://"),
    ],
)
def test_a_wrong_setting_is_told_on_its_line(
    settings: dict[str, Any], name: str, value: object, said: str
) -> None:
    source = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        config_from_settings({**settings, name: value}, "pelicanconf.py", source)
    (problem,) = refused.value.problems
    assert said in problem.message
    assert source.splitlines()[problem.line - 1].startswith(name)


def test_every_missing_setting_is_told() -> None:
    with pytest.raises(ContentError) as refused:
        config_from_settings({}, "pelicanconf.py")
    required = [info for info in SiteConfig.model_fields.values() if info.is_required()]
    assert len(refused.value.problems) == len(required)
