"""For all tests: how laws are tried, the one browser that all share, and what was left out."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import QUIET
from tests.programs import left_out, needs

# A busy machine is slow, not wrong.
settings.register_profile("calm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("calm")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a real Chromium: one a process, because Playwright can't be started twice in one."""
    chromium = needs("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield browser
        browser.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what could not be tested here, and how to get what it takes."""
    if lines := left_out(terminalreporter.stats.get("skipped", [])):
        terminalreporter.section("left out, since this machine lacks what it takes")
        for line in lines:
            terminalreporter.write_line(line)
