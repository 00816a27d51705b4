"""For all tests: how laws are tried, the one browser that all share, and what was left out."""

import gc
from collections.abc import Iterator
from unittest import mock

import pytest
from hypothesis import HealthCheck, settings
from jinja2.bccache import Bucket, BytecodeCache
from playwright.sync_api import Browser, sync_playwright

from goodnews import parallel, plugin
from tests.browser.chromium import QUIET
from tests.photos.exiftool import ExifTool
from tests.programs import left_out, needs

# A busy machine is slow, not wrong. At night each law is tried by more examples.
settings.register_profile(
    "daily", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=40
)
settings.register_profile("nightly", settings.get_profile("daily"), max_examples=300)
settings.load_profile("daily")


class SharedTemplates(BytecodeCache):
    """Templates that are compiled once a process: each site of a test has a copy of the same theme."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what another site's template was compiled to."""
        if code := self._code.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        self._code[bucket.key] = bucket.bytecode_to_string()

    def get_cache_key(self, name: str, _filename: object = None) -> str:
        """A name alone: Jinja sees whether its text is what it was."""
        return name


def pytest_collection_finish() -> None:
    """Leave what is here for the whole run out of every later search for garbage."""
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _quick_builds() -> Iterator[None]:
    """Build small sites without workers, which take longer to start than these take to build.

    `tests/site/test_workers.py` holds that with workers the same comes out.
    """
    shared = {**plugin.JINJA, "bytecode_cache": SharedTemplates()}
    with (
        mock.patch.object(parallel, "worker_count", return_value=1),
        mock.patch.object(plugin, "JINJA", shared),
    ):
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a real Chromium: one a process, because Playwright can't be started twice in one."""
    chromium = needs("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def exiftool() -> Iterator[ExifTool]:
    """Give the outside reader that proves what is in a file."""
    with ExifTool(needs("exiftool")) as running:
        yield running


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what could not be tested here, and how to get what it takes."""
    if lines := left_out(terminalreporter.stats.get("skipped", [])):
        terminalreporter.section("left out, since this machine lacks what it takes")
        for line in lines:
            terminalreporter.write_line(line)
