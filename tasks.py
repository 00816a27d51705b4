"""The tasks. Each parses, calls one function and prints; `./inv TASK --help` says more."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

from goodnews.commands.questions import QUESTIONS, with_questions
from goodnews.problems import UsageError, as_github, has_errors, printable
from goodnews.terminal import ask, make_console, print_problems, show_progress

ROOT = Path(__file__).resolve().parent
HERE = Path(os.environ.get("INV_FROM", "."))
"""Where whoever typed the command is; it is run in the project's folder."""


@task(
    positional=["title"],
    iterable=["photo"],
    help={
        "title": "What the story is called, in quotes.",
        "photo": "A photo for it, copied without what it says of places and people; say it again for more.",
        "kind": "story, interview, picture, live, invitation, video, audio, quote or thanks.",
    },
)
def new(_: Context, title: str, photo: list[str], kind: str = "story") -> None:
    """Start a story: a folder with a story.md to fill in."""
    from goodnews.commands.new import make_story
    from goodnews.config import load_config

    photos = [HERE / name for name in photo]
    path = make_story(ROOT, title, kind, datetime.now(UTC), load_config(ROOT), photos)
    print(f"Here is your story: {path.relative_to(ROOT).as_posix()}")
    print("Fill it in, put its photos beside it, then run: ./inv check")


@task(help={"port": "Which port of this machine to use (8000)."})
def serve(_: Context, port: int = 8000) -> None:
    """Show the site in your browser while you write; it refreshes itself."""
    from goodnews.commands.serve import serve as serve_site

    serve_site(ROOT, port, print)


@task(
    iterable=["story"],
    help={
        "story": "Only this story, like 2026/night-on-ward-7; say it again for more.",
        "staged": "What is about to be committed, in git's index; the pre-commit hook asks for it.",
        "pull_request": "What somebody sent, by its number; pushes to its branch (needs GITHUB_TOKEN).",
    },
)
def tidy(_: Context, story: list[str], staged: bool = False, pull_request: int = 0) -> None:
    """Write photos and recordings anew, without the places, days and names inside them."""
    from goodnews.commands.tidy import run_tidy, run_tidy_staged
    from goodnews.commands.tidy_pull_request import run_tidy_pull_request
    from goodnews.config import PUBLIC, load_config

    if pull_request:
        lines, code = run_tidy_pull_request(pull_request, load_config(ROOT, PUBLIC), os.environ)
        print(printable("\n".join(lines)))
        raise Exit(code=code)
    report = run_tidy_staged(ROOT, os.environ) if staged else run_tidy(ROOT, story)
    print(report.as_text())
    raise Exit(code=report.code)


@task(positional=["team"], help={"team": 'The team, as its stories name it, in quotes: "Ward 7".'})
def poster(_: Context, team: str) -> None:
    """Make a poster for a ward's wall: its newest story, and a code that leads to all of them."""
    from goodnews.commands.poster import make_poster

    path = make_poster(ROOT, team, datetime.now(UTC), show_progress())
    print(f"Here is the poster: {path.relative_to(ROOT).as_posix()}")
    print("Open it in a browser and print it: it fills one sheet of A4.")


@task(
    iterable=["story"],
    help={
        "story": "Only this story, like 2026/night-on-ward-7; say it again for more.",
        "format": "text, github (notes beside the lines), json or markdown (a summary).",
        "since": "Only what was changed since this commit or branch.",
    },
)
def check(_: Context, story: list[str], format: str = "text", since: str = "") -> None:  # noqa: A002 - as typed
    """Check every story by every rule, in plain words."""
    from goodnews.commands.check import MORE, refuse_unknown_format, run_check
    from goodnews.config import PUBLIC, load_config

    refuse_unknown_format(format)
    config, now = load_config(ROOT, PUBLIC), datetime.now(UTC)
    checked = run_check(story, ROOT, config, now, os.environ, show_progress(), since=since)
    if format == "text" and checked.problems:
        print_problems(checked.problems, make_console())
        print(MORE)
    else:
        print(checked.show(format))
    raise Exit(code=checked.code)


@task(
    iterable=["story"],
    help={
        "story": "Only this story, like 2026/night-on-ward-7; say it again for more.",
        "since": "Only what was changed since this commit or branch.",
    },
)
def look(_: Context, story: list[str], since: str = "") -> None:
    """Look into the photos: there may be a face, words or a barcode that nobody meant to show."""
    from goodnews.commands.look import NEVER_SURE, run_look
    from goodnews.config import PUBLIC, load_config

    config, now = load_config(ROOT, PUBLIC), datetime.now(UTC)
    problems = run_look(story, ROOT, config, now, show_progress(), since=since)
    print_problems(problems, make_console())
    print(NEVER_SURE)
    raise Exit(code=int(has_errors(problems)))


@task(
    help={
        "explain": "Say for each page why it was drawn again.",
        "inspect": "Build with the public settings, and look for all that would stop a publish.",
        "leave_out": "Leave out stories with an error, instead of stopping at them.",
        "since": "With --inspect: only what is wrong with stories that differ from this commit or branch.",
    }
)
def build(
    _: Context,
    explain: bool = False,
    inspect: bool = False,
    leave_out: bool = False,
    since: str = "",
) -> None:
    """Build the site into output/ with the development settings."""
    from goodnews.commands.build import build_site, describe

    now, progress = datetime.now(UTC), show_progress()
    if inspect:
        # A build alone needs nothing of what speaks to the network.
        from goodnews.commands.inspection import run_inspection

        problems = run_inspection(ROOT, now, progress, since=since)
        if os.environ.get("GITHUB_ACTIONS"):
            print(as_github(problems))
        else:
            print_problems(problems, make_console())
        raise Exit(code=int(has_errors(problems)))
    report = build_site(ROOT, "pelicanconf.py", now, leave_out=leave_out, progress=progress)
    print(describe(report, explain=explain))


@task(
    help={
        "only": "build (without delivering), deliver or wait (without announcing), "
        "tell (whoever sent a story), report (what is held up).",
        "may_shrink": "Publish without asking even if much less than is live would be left.",
    }
)
def publish(_: Context, only: str = "", may_shrink: bool = False) -> None:
    """Check, build, inspect, deliver, wait until live, announce."""
    from goodnews.commands.publish import run_part, run_publish

    now, progress = datetime.now(UTC), show_progress()
    if only:
        code = run_part(only, ROOT, now, os.environ, print, may_shrink=may_shrink, progress=progress)
    else:
        code = run_publish(
            ROOT, now, os.environ, print, may_shrink=may_shrink, confirm=ask(), progress=progress
        )
    raise Exit(code=code)


@task(
    positional=[],
    iterable=["keep"],
    help={
        "source": "Where the program comes from: an address, or a git remote (program).",
        "version": "Which version; the newest when left out.",
        "keep": "A file that both changed, of which yours stays; say it again for more.",
        "dry_run": "Only say what would change.",
    },
)
def update(
    _: Context, keep: list[str], source: str = "program", version: str = "", dry_run: bool = False
) -> None:
    """Bring the program to a newer version; stories, settings and your own changes of the theme stay."""
    from goodnews.commands.update import run_update

    run_update(ROOT, source, version, keep, print, dry_run=dry_run)


@task
def rehearse(_: Context) -> None:
    """Do all that publishing does, on this machine alone: nothing leaves it, whatever the settings say."""
    from goodnews.commands.publish import run_rehearsal

    raise Exit(code=run_rehearsal(ROOT, datetime.now(UTC), os.environ, print, progress=show_progress()))


@task(
    help={
        "to": "The number of the release to show; the one before when left out.",
        "bring_back": "Also when pictures would come back that are no longer on the site.",
        "list": "Only list the releases there are.",
    }
)
def rollback(_: Context, to: int = 0, bring_back: bool = False, list: bool = False) -> None:  # noqa: A002 - it is what people type
    """Show the release before again (target: directory)."""
    from goodnews.commands.rollback import list_releases, run_rollback

    if list:
        lines = list_releases(ROOT) or ("Nothing has been published here yet.",)
    else:
        lines = run_rollback(ROOT, datetime.now(UTC), to=to, bring_back=bring_back)
    print("\n".join(lines))


@task
def gallery(_: Context) -> None:
    """Take screenshots of every kind of page, and of stories that try the design, onto one sheet."""
    from goodnews.commands.test import get_programs
    from tests.browser.gallery import make_gallery

    get_programs(("chromium",))
    sheet = make_gallery(ROOT, datetime.now(UTC), os.environ, print)
    print(f"The sheet is {sheet.relative_to(ROOT)}, and sheet.png beside it is a picture of it.")


@task(help={"all": "Also the published site and the rehearsal's record: the next publish starts afresh."})
def clean(_: Context, all: bool = False) -> None:  # noqa: A002 - it is what people type
    """Remove what a build can make again."""
    from goodnews.commands.clean import clean as clean_up

    removed = clean_up(ROOT, everything=all)
    print(f"Removed {', '.join(removed)}." if removed else "There was nothing to remove.")


@task(
    help={
        "only": "Only the tests whose name has these words (pytest's -k), or those of a file or folder.",
        "all": "Also what takes too long for every run and is run each night.",
    }
)
def test(_: Context, only: str = "", all: bool = False) -> None:  # noqa: A002 - it is what people type
    """Run lint, types, arrows, unit, whole-site and browser tests; get what they need where possible."""
    from goodnews.commands.test import run_tests

    raise Exit(code=run_tests(ROOT, sys.executable, os.environ, only=only, everything=all))


@task(
    positional=["name"],
    help={
        "name": "What to measure; all: everything; list, or nothing: what there is.",
        "stories": "Where whole sites are made: of so many stories, not the sizes that have targets.",
        "runs": "Where whole sites are made: how often each is measured.",
        "write": "Put the table into docs/benchmarks.md, too.",
    },
)
def bench(_: Context, name: str = "list", stories: int = 0, runs: int = 0, write: bool = False) -> None:
    """Measure, as ratios against what somebody would use instead."""
    from benchmarks.run import BenchOptions, list_benches, run_bench

    if name == "list":
        print(list_benches())
        return
    options = BenchOptions(stories or None, runs or None)
    # Everybody is measured with compiled modules kept, as Python does unless it is told otherwise.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    run_bench(ROOT, name, options, write=write, echo=print, progress=make_console(stderr=True).print)


@task(
    # Two dozen questions have too few letters between them.
    auto_shortflags=False,
    help={
        **{question.name: question.help for question in QUESTIONS},
        "keep_samples": "Leave the sample stories where they are.",
        "hook": "Let git tidy photos before each commit on this computer, without asking.",
    },
)
@with_questions
def setup(_: Context, keep_samples: bool = False, hook: bool = False, **answers: str) -> None:
    """Make this your Trust's own: asks a handful of questions, then writes the settings."""
    from goodnews.commands.questions import ask_person
    from goodnews.commands.setup import run_setup
    from goodnews.commands.tidy import offer_hook

    person, today = ask_person if sys.stdin.isatty() else None, datetime.now(UTC).date()
    print(run_setup(ROOT, answers, person, keep_samples=keep_samples, today=today).as_text())
    print(offer_hook(ROOT, ask(yes=hook)))


@task(
    positional=["export"],
    help={
        "export": "The file that WordPress makes of Tools, Export.",
        "photos": "A copy of WordPress's uploads folder, to take the photos from.",
    },
)
def import_wordpress(_: Context, export: str, photos: str = "") -> None:
    """Bring your news over from WordPress, as drafts, with a list of what needs consent."""
    from goodnews.commands.import_wordpress import import_wordpress as move_in
    from goodnews.config import PUBLIC, load_config

    categories = load_config(ROOT, PUBLIC).categories
    print(move_in(ROOT, HERE / export, categories, photos=HERE / photos if photos else None).as_text())


@task(
    iterable=["mail"],
    help={
        "mail": "Mails saved as .eml, or as .msg by Outlook.",
        "mailbox": "Make a draft pull request of each mail in the mailbox (the Mail workflow does).",
        "tell": "Write to whoever sent a story that is live now, once (needs MAIL_SMTP_HOST).",
        "preview": "With --mailbox: also write a page of what was taken in: preview.html",
    },
)
def take_in(
    _: Context, mail: list[str], mailbox: bool = False, tell: bool = False, preview: str = ""
) -> None:
    """Take stories in that came by mail, as drafts: their photos clean, their sender unnamed."""
    from goodnews.commands.take_in import take_in_files
    from goodnews.commands.take_in_mailbox import take_in_mailbox
    from goodnews.commands.tell import tell_senders
    from goodnews.config import PUBLIC, load_config

    config, now = load_config(ROOT, PUBLIC), datetime.now(UTC)
    if tell:
        report = tell_senders(ROOT, config, os.environ)
    elif mailbox:
        report = take_in_mailbox(ROOT, config, now, os.environ, HERE / preview if preview else None)
    else:
        report = take_in_files(ROOT, config, [HERE / file for file in mail], now, os.environ)
    print(report.as_text())
    raise Exit(code=report.code)


@task(help={"issue": "Keep the list as one issue on GitHub, too (needs GITHUB_TOKEN)."})
def stale(_: Context, issue: bool = False) -> None:
    """List consents about to end, recordings without captions, and links that have gone."""
    from goodnews.commands.stale import as_markdown, find_broken, find_stale, upsert_issue
    from goodnews.config import PUBLIC, load_config
    from goodnews.github import github_from

    github = github_from(os.environ, "An issue") if issue else None
    stale = as_markdown(find_stale(ROOT, load_config(ROOT, PUBLIC), datetime.now(UTC), find_broken))
    print(stale or "Nothing is stale.")
    if github:
        print(upsert_issue(github, stale))


@task
def due(_: Context) -> None:
    """Say whether anything should be published that is not live yet (the clock asks this)."""
    from goodnews.commands.due import run_due
    from goodnews.config import PUBLIC, load_config

    print(run_due(ROOT, load_config(ROOT, PUBLIC), datetime.now(UTC), os.environ).as_text())


@task(
    help={
        "since": "Only the stories that differ from this commit or branch.",
        "preview": "Also write a page of them to this file, which opens anywhere: preview.html",
    }
)
def summary(_: Context, since: str = "", preview: str = "") -> None:
    """Sum up, for whoever has to say yes, what the stories would publish and post."""
    from goodnews.commands.summary import run_summary, write_preview
    from goodnews.config import PUBLIC, load_config

    config, now = load_config(ROOT, PUBLIC), datetime.now(UTC)
    print(run_summary(ROOT, config, now, since, os.environ))
    if preview:
        print(write_preview(ROOT, config, now, since, HERE / preview))


@task(
    positional=["network"],
    help={
        "dry_run": "Print exactly what would be posted, and post nothing.",
        "try": "Ask each network who we are and what we may do, and post nothing.",
        "baseline": "Record everything live as announced already, and post nothing.",
        "yes": "Send messages that cost money without asking.",
        "release": "A story that is held: let the next run post it. Name the network after it.",
        "mark_posted": "A story that is held: it is posted, never post it again. Name the network after it.",
        "link": "With --mark-posted: the post's address, so that it can be linked to and deleted.",
        "network": "With --release and --mark-posted: x, bluesky, mastodon, facebook, notify or webhook.",
    },
)
def announce(
    _: Context,
    network: str = "",
    dry_run: bool = False,
    try_: bool = False,
    baseline: bool = False,
    yes: bool = False,
    release: str = "",
    mark_posted: str = "",
    link: str = "",
) -> None:
    """Announce what is new on the live site; with no credentials, rehearse it on this machine."""
    from goodnews.commands.announce import is_idle_runner, run_announce, run_preview, run_try
    from goodnews.commands.announced import run_settle
    from goodnews.commands.publish_context import read_publish_context, served_here

    confirm = ask(yes=yes)
    if release and mark_posted:
        raise UsageError("What is released is not posted.", "Say --release or --mark-posted, not both.")
    if network or release or mark_posted:
        now, story, posted = datetime.now(UTC), release or mark_posted, bool(mark_posted)
        print(run_settle(ROOT, os.environ, story, network, now, posted=posted, address=link, confirm=confirm))
    elif is_idle_runner(os.environ):
        print("No network has credentials here, so nothing is announced.")
    elif try_:
        lines, code = run_try(ROOT, os.environ)
        print("\n".join(lines))
        raise Exit(code=code)
    else:
        context = read_publish_context(ROOT, os.environ)
        site = context.config.site_url
        with served_here(context) as base:
            if dry_run:
                print(printable("\n".join(run_preview(ROOT, site, os.environ, fetch_base=base))))
                return
            report = run_announce(ROOT, site, os.environ, fetch_base=base, baseline=baseline, confirm=confirm)
        print(printable("\n".join(report.lines)))
        raise Exit(code=report.exit_code)


@task(help={"json": "For other programs.", "all": "Also what was live before a network was used."})
def announced(_: Context, json: bool = False, all: bool = False) -> None:  # noqa: A002 - it is what people type
    """Show what was announced where."""
    from goodnews.commands.announced import as_json, run_announced, show

    rows = run_announced(ROOT, os.environ, with_baseline=all)
    if json:
        print(as_json(rows))
    else:
        make_console().print(show(rows))


@task(
    positional=["story", "photo"],
    help={
        "story": "Its folder, like 2026/night-on-ward-7; it has to be withdrawn already.",
        "photo": "Only this file of it; it has to be out of the folder already.",
        "yes": "Do it without asking.",
    },
)
def purge(_: Context, story: str, photo: str = "", yes: bool = False) -> None:
    """Take a withdrawn story, or a photo, out of the remote's history for ever."""
    from goodnews.commands.purge import run_purge

    run_purge(ROOT, story, photo, ask(yes=yes), print)


@task(help={"story": "Its folder, like 2026/night-on-ward-7.", "reason": "Why; it is never published."})
def withdraw(_: Context, story: str, reason: str) -> None:
    """Take a story back: the next publish removes it everywhere."""
    from goodnews.commands.withdraw import run_withdraw

    print("\n".join(run_withdraw(ROOT, story, reason, datetime.now(UTC))))
