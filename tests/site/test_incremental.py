"""A build after any change equals a clean build of the same content, byte for byte and file for file."""

import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.site.conftest import NOW, ROOT, Site, picture

COLOURS = ("teal", "navy", "maroon", "olive")


def write_story(site: Site, chance: random.Random, number: int) -> None:
    fields = {
        "title": f'"Story {chance.randrange(100)}"',
        "date": f"{chance.choice((2025, 2026, 2026))}-11-{chance.randrange(1, 29):02} 07:45",
        "tags": f"[tag{chance.randrange(4)}]",
        "team": f"Ward {chance.randrange(3)}",
    }
    if chance.random() < 0.15:
        fields["draft"] = "yes"
    if chance.random() < 0.15:
        fields["withdrawn"] = "{on: 2026-11-22, reason: x}"
    if chance.random() < 0.3:
        fields["thanks"] = f"{{to: Ward {chance.randrange(9)}, from: A family}}"
    photos = {"a.jpg": picture(chance.choice(COLOURS))} if chance.random() < 0.3 else None
    site.write(f"2026/story-{number}", body=f"Text {chance.randrange(100)}.", photos=photos, **fields)


def remove_story(site: Site, chance: random.Random, number: int) -> None:
    folder = site.root / "content" / "stories" / "2026" / f"story-{number}"
    for path in sorted(folder.rglob("*")) if folder.exists() else ():
        path.unlink()
    if folder.exists():
        folder.rmdir()


def rename_story(site: Site, chance: random.Random, number: int) -> None:
    folder = site.root / "content" / "stories" / "2026" / f"story-{number}"
    if folder.exists():
        folder.rename(folder.with_name(f"story-{chance.randrange(100, 200)}"))


def change_a_library(site: Site, chance: random.Random, number: int) -> None:
    site.version = f"{chance.randrange(9)}.0"


class PowerCut(Exception):
    """What ends a build in its middle."""


def interrupt_a_build(site: Site, chance: random.Random, number: int) -> None:
    write_story(site, chance, number)
    left = chance.randrange(60)

    def work() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise PowerCut

    @contextmanager
    def progress(_label: str, _total: int) -> Iterator[Callable[[], None]]:
        yield work

    with suppress(PowerCut):
        site.build(glance=work, progress=progress)


def let_time_pass(site: Site, chance: random.Random, number: int) -> None:
    site.now = NOW + timedelta(days=chance.randrange(-10, 10))


def edit_template(site: Site, chance: random.Random, number: int) -> None:
    path = site.root / "theme" / "templates" / "story.html"
    path.write_text(path.read_text(encoding="utf-8") + f"{{# {chance.random()} #}}\n", encoding="utf-8")


def edit_style(site: Site, chance: random.Random, number: int) -> None:
    path = site.root / "theme" / "static" / "site.css"
    path.write_text(
        f"a{{order:{chance.randrange(9)}}}\n" + path.read_text(encoding="utf-8"), encoding="utf-8"
    )


def edit_setting(site: Site, chance: random.Random, number: int) -> None:
    path = site.root / "publishconf.py"
    path.write_text(
        path.read_text(encoding="utf-8") + f'\nTRUST_STRAPLINE = "News {chance.randrange(9)}."\n',
        encoding="utf-8",
    )


def spoil_cache(site: Site, chance: random.Random, number: int) -> None:
    for path in (site.root / ".cache").rglob("*"):
        if path.is_file() and chance.random() < 0.3:
            data = path.read_bytes()
            path.write_bytes(chance.choice([b"", data[: len(data) // 2], b"[1, 2]", b"\x80garbage"]))


def spoil_output(site: Site, chance: random.Random, number: int) -> None:
    for path in sorted((site.root / "output").rglob("*")):
        if path.is_file() and chance.random() < 0.1:
            path.write_bytes(b"spoiled")
    (site.root / "output").mkdir(exist_ok=True)
    (site.root / "output" / "stray.html").write_text("stray", encoding="utf-8")


CHANGES = (
    write_story,
    write_story,
    write_story,
    remove_story,
    rename_story,
    change_a_library,
    interrupt_a_build,
    let_time_pass,
    edit_template,
    edit_style,
    edit_setting,
)
ACCIDENTS = (spoil_cache, spoil_output)


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    seed=st.integers(0, 10**6),
    changes=st.lists(st.sampled_from([*CHANGES, *ACCIDENTS]), min_size=1, max_size=6),
)
def test_incremental_equals_clean(
    make_site: Callable[[], Site], seed: int, changes: list[Callable[[Site, random.Random, int], None]]
) -> None:
    chance = random.Random(seed)
    site = make_site()
    for number in range(5):
        write_story(site, chance, number)
    site.build()
    for number, change in enumerate(changes):
        change(site, chance, chance.randrange(7))
        site.build()
        clean = f"clean-{number}"
        site.build(clean)
        assert site.files() == site.files(clean), change.__name__


@pytest.mark.nightly
def test_two_builds_at_once_leave_what_one_would(make_site: Callable[[], Site]) -> None:
    site, chance = make_site(), random.Random(1)
    for number in range(6):
        write_story(site, chance, number)
    program = (
        "import sys; from datetime import datetime; from pathlib import Path; "
        "from goodnews.commands.build import build_site; root = Path(sys.argv[1]); "
        "build_site(root, 'publishconf.py', datetime.fromisoformat(sys.argv[2]), output=root / 'output')"
    )
    command = [sys.executable, "-c", program, str(site.root), NOW.isoformat()]
    both = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for each in both:
        assert each.communicate(timeout=120)[1] == ""
        assert each.returncode == 0
    site.build("clean")
    assert site.files() == site.files("clean")
    write_story(site, chance, 2)
    site.build()
    site.build("clean-again")
    assert site.files() == site.files("clean-again")
