"""For all tests: how laws are tried, and the one browser that all of them share."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from goodnews.problems import Trouble
from tests.browser.chromium import QUIET, find_chromium

# A busy machine is slow, not wrong.
settings.register_profile("calm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("calm")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a real Chromium: one a process, because Playwright can't be started twice in one."""
    try:
        chromium = find_chromium(os.environ)
    except Trouble as missing:
        pytest.fail(str(missing), pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield browser
        browser.close()
