"""A line in the pull request of each story that has just gone live: whoever sent it hears, once."""

import json
import re
from collections.abc import Mapping, Sequence

from goodnews.announce.live_site import LiveSite
from goodnews.config import SiteConfig
from goodnews.feeds.announce_manifest import Announcement
from goodnews.github import GitHub, GitHubRefused, github_from, is_trusted
from goodnews.i18n import messages_for
from goodnews.problems import CommandError
from goodnews.terminal import Say

MOST_STORIES = 20
"""Of one run: nobody waits for a line about each of the old stories that were brought over."""
_MARK = "<!-- live: {} -->"
_MARKS = re.compile(r"^<!-- live: (\S+) -->$", re.MULTILINE)


def tell_pull_requests(config: SiteConfig, environ: Mapping[str, str], say: Say) -> int:
    """Write into each pull request that brought a story which is live now; gives the exit code.

    `NEW` has the stories that the build added. Elsewhere than on GitHub nobody is told.

    Raises:
        CommandError: GitHub or the live site can't be read, or `NEW` is not what a build wrote.
    """
    new = _new(environ.get("NEW", ""))
    if not new or not environ.get("GITHUB_TOKEN"):
        say("There is nobody to tell.")
        return 0
    live = LiveSite(config.site_url).announcements().stories
    stories = [story for story in live if story.id in new][:MOST_STORIES]
    github = github_from(environ, "A line in a pull request")
    code = 0
    for number, sent in _by_pull_request(stories, config.branch, github).items():
        try:
            say(_tell(number, sent, config, github))
        except GitHubRefused as refusal:  # a conversation that somebody locked stops no other
            say(f"Pull request {number} could not be told. {refusal.message}")
            code = 1
    return code


def _new(text: str) -> frozenset[str]:
    try:
        stories = json.loads(text or "[]")
    except ValueError:
        stories = None
    if not isinstance(stories, list):
        raise CommandError("NEW is not what a build wrote.", "Hand on its output `new` as it is.")
    return frozenset(map(str, stories))


def _by_pull_request(
    stories: Sequence[Announcement], branch: str, github: GitHub
) -> Mapping[int, list[Announcement]]:
    """The stories of each pull request, by its number; of what was pushed without one nothing is known."""
    found: dict[int, list[Announcement]] = {}
    for story in stories:
        query = {"sha": branch, "path": f"content/stories/{story.id}/story.md"}
        commits = list(github.pages("/commits", query))
        pulls = github.pages(f"/commits/{commits[-1]['sha']}/pulls") if commits else ()
        for pull in pulls:
            if pull["merged_at"] and pull["base"]["ref"] == branch:
                found.setdefault(pull["number"], []).append(story)
                break
    return found


def _tell(number: int, stories: Sequence[Announcement], config: SiteConfig, github: GitHub) -> str:
    """Write what was not written yet; gives a line that says so."""
    path = f"/issues/{number}/comments"
    # A stranger can copy a mark, but not who we are.
    ours = ((comment.get("body") or "") for comment in github.pages(path) if is_trusted(comment))
    known = {mark for body in ours for mark in _MARKS.findall(body.replace("\r\n", "\n"))}
    fresh = [story for story in stories if story.id not in known]
    if not fresh:
        return f"Pull request {number} says so already."
    t = messages_for(config.language)
    lines = [_MARK.format(story.id) for story in fresh]
    lines += ["", *(t("live_line", address=story.url) for story in fresh), "", t["live_thanks"]]
    github.ask("POST", path, json={"body": "\n".join(lines)})
    return f"Pull request {number} says that {', '.join(story.id for story in fresh)} is live."
