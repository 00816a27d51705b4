"""The editor in a real Chromium: a form to fill in, and GitHub's API as `github_graphql` answers it."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from playwright.sync_api import Browser, Locator, Page, Route, expect

from goodnews.editor.bundle import bundled_files
from goodnews.publish.headers import LoopbackSite
from tests.browser.building import ROOT, build_unchecked
from tests.github_graphql import EditedRepository, editor_api
from tests.github_simulator import TOKEN, GitHubRepository, put_on_github
from tests.programs import needs
from tests.shared import until

API = "https://api.github.com"
WORKER = "https://sign-in.merrowdale.example"
# How a worker hands over what GitHub gave it, once the two windows have found each other.
WORKER_PAGE = f"""<script>
addEventListener("message", ({{ data, origin }}) => {{
  if (data !== "authorizing:github") return;
  opener.postMessage('authorization:github:success:{{"provider":"github","token":"{TOKEN}"}}', origin);
}});
opener.postMessage("authorizing:github", "*");
</script>"""
OLD_STORY = "2026/a-full-house-in-a-and-e"


def build_editor(project: Path) -> None:
    """A site with an editor; what npm brings is kept in this checkout's own cache."""
    needs("npm")
    list(bundled_files(ROOT / ".cache"))
    shutil.copytree(ROOT / ".cache" / "editor", project / ".cache" / "editor")
    build_unchecked(project, {"TRUST_EDITOR": True, "TRUST_EDITOR_SIGN_IN": WORKER})


def make_repository(project: Path, folder: Path) -> GitHubRepository:
    """The project's content and one story, as GitHub has them."""
    work = folder / "work"
    shutil.copytree(project / "content", work / "content")
    shutil.copytree(ROOT / "content" / "stories" / OLD_STORY, work / "content" / "stories" / OLD_STORY)
    return put_on_github(work)


@dataclass
class Editor:
    """The editor, open in a browser.

    Attributes:
        page: the browser's page.
        url: the site's address.
        edited: the repository it works on.
        strangers: the addresses of others than the site and GitHub's API that were asked.
    """

    page: Page
    url: str
    edited: EditedRepository
    strangers: list[str]

    def sign_in(self) -> None:
        until(self._knows_the_token)
        self._sign_in_button.click()
        self.page.get_by_text("Stories", exact=True).first.wait_for()

    def _knows_the_token(self) -> bool:
        """Type a token into the form. On a busy machine it is drawn at times, and never listens."""
        self.page.goto(f"{self.url}/edit/")
        self.page.get_by_role("button", name="Sign In Using Access Token").click()
        self.page.get_by_role("textbox").fill(TOKEN)
        try:
            expect(self._sign_in_button).to_be_enabled(timeout=5_000)
        except AssertionError:
            return False
        return True

    @property
    def _sign_in_button(self) -> Locator:
        return self.page.get_by_role("button", name="Sign In", exact=True)

    def new(self) -> None:
        self._visit("#/collections/stories/new")

    def open(self, key: str) -> None:
        self._visit(f"#/collections/stories/entries/{key}/story")

    def _visit(self, address: str) -> None:
        """Follow a link from elsewhere; whoever has signed in stays so."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.url}/edit/{address}")
        self.page.locator('[data-key-path="title"]').wait_for()

    def field(self, path: str) -> Locator:
        """A field of the form, by its names in the front matter. Those far down are drawn when near."""
        field = self.page.locator(f'[data-key-path="{path}"]').first
        for _ in range(60):
            if field.count():
                field.scroll_into_view_if_needed()
                break
            self.page.mouse.move(200, 500)
            self.page.mouse.wheel(0, 500)
            self.page.wait_for_timeout(50)
        return field

    def fill(self, path: str, value: Any) -> None:
        """Fill a field in as a person does, by the kind of field it is."""
        field = self.field(path)
        kind = field.get_attribute("data-field-type")
        if kind == "text":
            field.locator("textarea").fill(value)
        elif kind == "datetime":
            field.locator("input").first.fill(value.replace(" ", "T"))
        elif kind == "image":
            field.locator("input[type=file]").first.set_input_files(value)
            field.locator("img").first.wait_for()
        elif kind == "select" and field.get_by_role("combobox").count():
            field.get_by_role("combobox").click()
            self.page.get_by_role("option", name=value, exact=True).click()
        elif kind == "select":
            for option in [value] if isinstance(value, str) else value:
                field.locator(f'button[value="{option}"]').click()
        elif kind == "object":
            field.get_by_role("checkbox").first.click()
            self.fill_all(value, f"{path}.")
        elif kind == "list":
            self._fill_list(field, path, value)
        else:
            field.locator("input").fill(value)

    def fill_all(self, values: Mapping[str, Any], prefix: str = "") -> None:
        for name, value in values.items():
            self.fill(f"{prefix}{name}", value)

    def _fill_list(self, field: Locator, path: str, values: list[Any]) -> None:
        for index, value in enumerate(values):
            boxes = field.get_by_role("textbox")
            if isinstance(value, dict):
                field.get_by_role("button", name="Add").last.click()
                self.fill_all(value, f"{path}.{index}.")
                continue
            if boxes.count() <= index:
                field.get_by_role("button", name="Add").last.click()
            boxes.nth(index).fill(value)

    def send(self) -> None:
        """Save the story, and send it for review."""
        self.page.get_by_role("button", name="Save", exact=True).click()
        self.page.get_by_role("button", name="Send for Review").click()
        # Then the form closes, and its copy in the browser is gone.
        self.page.locator('[data-key-path="title"]').wait_for(state="hidden")

    def story(self, number: int) -> str:
        """The story file that a pull request holds."""
        (data,) = [data for name, data in self.files(number).items() if name.endswith("story.md")]
        return data.decode()

    def files(self, number: int) -> dict[str, bytes]:
        """What a pull request adds or changes, by its path."""
        github = self.edited.github
        branch = github.pulls[number - 1]["head"]["ref"]
        names = github.git("diff", "--name-only", "-z", "main", branch).strip("\0").split("\0")
        return {name: github.read(github.git("rev-parse", f"{branch}:{name}")) for name in names}


@contextmanager
def open_editor(browser: Browser, project: Path, folder: Path, width: int = 390) -> Iterator[Editor]:
    """Open the editor of a built project, on a phone far from London or on a desk."""
    edited = EditedRepository(make_repository(project, folder))
    phone = {"has_touch": True, "is_mobile": True} if width < 500 else {}
    context = browser.new_context(
        viewport={"width": width, "height": 844}, locale="en-GB", timezone_id="Asia/Tokyo", **phone
    )
    context.set_default_timeout(20_000)
    with editor_api(edited) as api, LoopbackSite(project / "output") as site:
        page = context.new_page()
        # A slow machine has the form keep a draft of what was just sent, and ask about it in the next one.
        page.add_locator_handler(
            page.get_by_role("alertdialog", name="Restore Draft"),
            lambda dialog: dialog.get_by_role("button", name="Discard").click(),
        )
        editor = Editor(page, site.url, edited, [])

        def forward(route: Route) -> None:
            asked = route.request
            if asked.url.startswith(f"{WORKER}/auth?"):
                route.fulfill(body=WORKER_PAGE, content_type="text/html")
                return
            if not asked.url.startswith(API):
                editor.strangers.append(asked.url)
                route.abort()
                return
            headers = {
                name: value
                for name, value in asked.headers.items()
                if name in {"accept", "authorization", "content-type"}
            }
            path = asked.url.removeprefix(API)
            answer = requests.request(
                asked.method, api + path, headers=headers, data=asked.post_data_buffer, timeout=20
            )
            route.fulfill(status=answer.status_code, headers=dict(answer.headers), body=answer.content)

        context.route(lambda url: not url.startswith((site.url, "blob:", "data:")), forward)
        try:
            yield editor
        finally:
            # Nothing is answered any more: a context that closes would wait for it.
            context.unroute_all(behavior="ignoreErrors")
            context.close()
