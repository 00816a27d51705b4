"""The GitHub workflows: sound, safe, and no cleverer than the tasks they call."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from goodnews.announce.credentials import NAMES
from goodnews.mailbox import NEEDED
from goodnews.publish.targets.rclone import CONFIG
from goodnews.publish.targets.rsync import HOSTS, KEY

ROOT = Path(__file__).resolve().parents[2]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
SET_UP = GITHUB / "actions/set-up/action.yml"
RCLONE = 'sudo sh -c "apt-get update && apt-get install --yes --no-install-recommends rclone"'
TOOLS = Path(sys.executable).parent
ELSEWHERE = ("tests/launcher", "tests/test_files.py", "tests/story")
"""What is tested on Windows and macOS, too."""


def load(path: Path) -> dict[Any, Any]:
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def run(*command: str | Path) -> None:
    ran = subprocess.run(
        [str(each) for each in command], capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def steps(path: Path) -> list[dict[str, Any]]:
    return [on_done for job in load(path)["jobs"].values() for on_done in job["steps"]]


def using(action: str, workflow: str) -> list[dict[str, Any]]:
    """What a workflow gives to its steps that use such an action."""
    found = (step for step in steps(GITHUB / f"workflows/{workflow}.yml") if action in step.get("uses", ""))
    return [step["with"] for step in found]


def test_there_are_six() -> None:
    assert [path.stem for path in WORKFLOWS] == ["check", "mail", "publish", "stale", "test", "tidy"]


def test_mails_are_taken_in_only_where_it_is_set_up_and_by_what_that_needs_alone() -> None:
    (job,) = load(GITHUB / "workflows/mail.yml")["jobs"].values()
    assert job["if"] == "${{ vars.MAIL == 'yes' }}"
    assert job["permissions"] == {"contents": "write", "pull-requests": "write"}
    assert job["environment"] == "mail"
    runs = {step["run"]: step["env"] for step in job["steps"] if "env" in step}
    assert list(runs) == ["./inv take-in --mailbox --preview preview.html", "./inv take-in --tell"]
    for env in runs.values():
        given = {name: value for name, value in env.items() if name != "GITHUB_TOKEN"}
        assert set(given) >= {*NEEDED, "MAIL_PASSWORD", "MAIL_TOKEN"}
        for name, value in given.items():
            assert value in {f"${{{{ secrets.{name} }}}}", f"${{{{ vars.{name} }}}}"}


def test_zizmor_finds_nothing_without_asking_the_network() -> None:
    run(TOOLS / "zizmor", "--offline", "--no-progress", "--pedantic", "--strict-collection", GITHUB)


@pytest.mark.parametrize("schema", ["vendor.github-workflows", "custom.github-workflows-require-timeout"])
def test_all_are_what_github_understands(schema: str) -> None:
    run(TOOLS / "check-jsonschema", "--builtin-schema", schema, *WORKFLOWS)


def test_so_is_dependabot_which_waits_before_it_offers_anything() -> None:
    path = GITHUB / "dependabot.yml"
    run(TOOLS / "check-jsonschema", "--builtin-schema", "vendor.dependabot", path)
    assert all(update["cooldown"]["default-days"] >= 7 for update in load(path)["updates"])


def test_so_is_our_own_action() -> None:
    run(TOOLS / "check-jsonschema", "--builtin-schema", "vendor.github-actions", SET_UP)


@pytest.mark.parametrize("path", [*WORKFLOWS, SET_UP], ids=lambda path: path.stem)
def test_every_action_is_pinned_and_says_its_version(path: Path) -> None:
    used = re.findall(r"uses: (.+)", path.read_text(encoding="utf-8"))
    assert used
    for action in used:
        if action == "$/.github/actions/set-up":
            continue
        assert re.fullmatch(r"actions/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


def test_an_action_has_one_version_everywhere() -> None:
    pins: dict[str, set[str]] = {}
    for path in (*WORKFLOWS, SET_UP):
        for action, pin in re.findall(r"uses: actions/([\w-]+)\S*@(.+)", path.read_text(encoding="utf-8")):
            pins.setdefault(action, set()).add(pin)
    assert {action: len(found) for action, found in pins.items() if len(found) > 1} == {}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_the_yaml_holds_no_logic_only_one_task_a_step(path: Path) -> None:
    for on_done in steps(path):
        if "run" in on_done and on_done["run"] != RCLONE:
            assert re.fullmatch(r"(\./|python )inv [a-z-]+( [\w./^-]+| \"\$[A-Z]+\")*", on_done["run"]), (
                on_done["run"]
            )


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_nothing_is_permitted_that_a_job_does_not_ask_for(path: Path) -> None:
    assert load(path)["permissions"] == {}


@pytest.mark.parametrize("name", ["check", "test"])
def test_a_strangers_pull_request_gets_no_secret_and_may_only_read(name: str) -> None:
    text = (GITHUB / f"workflows/{name}.yml").read_text(encoding="utf-8")
    workflow = load(GITHUB / f"workflows/{name}.yml")
    # YAML 1.1 reads the word `on` as true.
    assert set(workflow[True]) <= {"pull_request", "schedule", "workflow_dispatch"}
    assert "secrets." not in text
    assert "github.token" not in text
    assert "write" not in text
    assert all(job["permissions"] == {"contents": "read"} for job in workflow["jobs"].values())


def test_each_job_that_checks_out_may_do_so_in_a_private_repository() -> None:
    jobs = [job for path in WORKFLOWS for job in load(path)["jobs"].values()]
    checking_out = [job for job in jobs if any("/checkout@" in step.get("uses", "") for step in job["steps"])]
    assert {job["permissions"].get("contents") for job in checking_out} == {"read", "write"}


def test_a_change_is_tested_and_everything_each_night_where_it_is_wanted() -> None:
    jobs = load(GITHUB / "workflows/test.yml")["jobs"]
    runs = [[step["run"] for step in job["steps"] if "run" in step] for job in jobs.values()]
    assert runs == [
        ["./inv test"],
        ["python inv --list", *(f"python inv test --only {path}" for path in ELSEWHERE)],
        ["./inv test --all"],
    ]
    assert all("vars.TEST_THE_PROGRAM == 'yes'" in job["if"] for job in jobs.values())


def test_what_is_tested_on_other_systems_drives_no_program_that_they_lack() -> None:
    for path in ELSEWHERE:
        for file in [ROOT / path] if path.endswith(".py") else (ROOT / path).rglob("*.py"):
            text = file.read_text(encoding="utf-8")
            assert not re.search(
                r"\bneeds\(|tests\.shared|^import (fcntl|resource|pty)", text, re.MULTILINE
            ), file


def test_it_runs_on_every_python_that_is_promised() -> None:
    jobs = load(GITHUB / "workflows/test.yml")["jobs"]
    tested = jobs["change"]["strategy"]["matrix"]["python"] + jobs["night"]["strategy"]["matrix"]["python"]
    assert sorted(tested) == ["3.11", "3.12", "3.13", "3.14"]


def test_each_job_of_publish_has_the_least_it_needs() -> None:
    jobs = load(GITHUB / "workflows/publish.yml")["jobs"]
    assert {name: job["permissions"] for name, job in jobs.items()} == {
        "due": {"contents": "read"},
        "build": {"contents": "read"},
        "attest": {"id-token": "write", "attestations": "write"},
        "pages": {"pages": "write", "id-token": "write"},
        "deploy": {"contents": "write"},
        "announce": {"contents": "write", "pull-requests": "write"},
        "held": {"contents": "read"},
    }
    assert [name for name, job in jobs.items() if "secrets." in str(job)] == ["deploy", "announce"]
    assert jobs["announce"]["environment"] == jobs["deploy"]["environment"] == "live"


def test_whoever_sent_a_story_hears_last_whatever_the_networks_said() -> None:
    jobs = load(GITHUB / "workflows/publish.yml")["jobs"]
    assert jobs["build"]["outputs"]["new"] == "${{ steps.build.outputs.new }}"
    last = jobs["announce"]["steps"][-1]
    assert last["run"] == "./inv publish --only tell"
    assert last["if"] == "${{ !cancelled() && needs.build.outputs.new != '' }}"
    assert last["env"] == {"GITHUB_TOKEN": "${{ github.token }}", "NEW": "${{ needs.build.outputs.new }}"}


def test_what_has_photos_in_it_is_kept_for_a_day() -> None:
    for name in ("check", "publish", "mail"):
        assert {upload["retention-days"] for upload in using("/upload-", name)} == {1}


def test_no_job_fetches_photos_of_years_ago() -> None:
    for name in ("check", "mail", "publish", "stale", "tidy"):
        for checkout in using("/checkout@", name):
            assert checkout.get("fetch-depth", 1) in {1, 2} or checkout["filter"] == "blob:none"


def test_only_a_job_that_looks_into_photos_fetches_those_of_today() -> None:
    fetching = [
        f"{path.stem} {name}"
        for path in WORKFLOWS
        for name, job in load(path)["jobs"].items()
        for step in job["steps"]
        if "/checkout@" in step.get("uses", "") and "!/content/stories" not in str(step["with"])
    ]
    assert fetching == [
        "check check", "publish build", "test change", "test elsewhere", "test night", "tidy tidy",
    ]  # fmt: skip


def test_a_private_repository_with_three_stories_a_week_stays_within_600_minutes_a_month() -> None:
    costs = (ROOT / "docs/running.md").read_text(encoding="utf-8").partition("**What it costs.**")[2]
    rows = re.findall(r"^\| ([^|]+) \| (\d+) \| (\d+) \|$", costs, re.MULTILINE)
    minutes = {name: (int(times), int(cost)) for name, times, cost in rows}
    for word, workflow in (("the clock", "publish"), ("Mail's clock", "mail"), ("Stale", "stale")):
        times = next(times for name, (times, _) in minutes.items() if name.startswith(word))
        assert times == pytest.approx(ticks_a_month(workflow), abs=1), word
    asked = [update["schedule"]["interval"] for update in load(GITHUB / "dependabot.yml")["updates"]]
    dependabot = next(times for name, (times, _) in minutes.items() if name.startswith("Dependabot"))
    assert asked == ["monthly"] * dependabot
    together = sum(cost for _, cost in minutes.values())
    assert f"**{together}**" in costs
    assert together <= 600


def ticks_a_month(workflow: str) -> float:
    """How often a workflow's clock ticks in a month, by its hours and its days of the week."""
    (entry,) = load(GITHUB / f"workflows/{workflow}.yml")[True]["schedule"]
    _, hours, _, _, days = entry["cron"].split()
    return in_all(hours, 24) * in_all(days, 7) * 365 / 12 / 7


def in_all(field: str, every: int) -> int:
    """How many values a field of a cron line has.

    >>> in_all("*", 7), in_all("8,11-14", 24)
    (7, 5)
    """
    parts = [part.split("-") for part in field.split(",") if field != "*"]
    return sum(int(part[-1]) - int(part[0]) + 1 for part in parts) or every


def test_the_keys_of_the_place_go_to_the_step_that_delivers_and_to_no_other() -> None:
    text = (GITHUB / "workflows/publish.yml").read_text(encoding="utf-8")
    deliver = load(GITHUB / "workflows/publish.yml")["jobs"]["deploy"]["steps"][-1]
    assert deliver["run"] == "./inv publish --only deliver"
    handed_on = {"HELD": "${{ needs.build.outputs.held }}"}
    assert deliver["env"] == handed_on | {name: f"${{{{ secrets.{name} }}}}" for name in (KEY, HOSTS, CONFIG)}
    assert [text.count(f"secrets.{name}") for name in (KEY, HOSTS, CONFIG)] == [1, 1, 1]


def test_every_network_can_be_switched_on_and_each_secret_goes_under_its_own_name() -> None:
    steps = load(GITHUB / "workflows/publish.yml")["jobs"]["announce"]["steps"]
    (given,) = (step["env"] for step in steps if step.get("run") == "./inv announce --yes")
    assert {name for names in NAMES.values() for name in names} <= set(given)
    for name, value in given.items():
        assert value in {f"${{{{ secrets.{name} }}}}", f"${{{{ vars.{name} }}}}"}


def test_a_story_that_is_held_up_fails_the_last_job_alone_whatever_became_of_the_others() -> None:
    jobs = load(GITHUB / "workflows/publish.yml")["jobs"]
    last = jobs["held"]
    assert set(last["needs"]) == set(jobs) - {"held", "due", "attest"}
    assert last["if"] == "${{ always() && needs.build.outputs.held != '' }}"
    assert last["steps"][-1]["run"] == "./inv publish --only report"
    assert last["steps"][-1]["env"] == {"HELD": jobs["deploy"]["steps"][-1]["env"]["HELD"]}
    build = next(step for step in jobs["build"]["steps"] if step.get("id") == "build")
    assert jobs["build"]["outputs"]["held"] == "${{ steps.build.outputs.held }}"
    assert build["run"] == "./inv publish --only build"


def test_a_pull_request_fails_for_what_it_touches() -> None:
    runs = [step["run"] for step in steps(GITHUB / "workflows/check.yml") if "run" in step]
    assert "./inv check --format github --since HEAD^1" in runs
    assert "./inv build --leave-out" in runs


@pytest.mark.parametrize("name", ["publish", "tidy"])
def test_no_run_is_cut_off_or_dropped_for_the_next(name: str) -> None:
    waiting = {"group": name, "cancel-in-progress": False, "queue": "max"}
    assert load(GITHUB / f"workflows/{name}.yml")["concurrency"] == waiting


def test_the_clock_ticks_hourly_in_londons_day_and_off_the_hour() -> None:
    clock = load(GITHUB / "workflows/publish.yml")[True]["schedule"]
    assert [entry["timezone"] for entry in clock] == ["Europe/London"]
    minute, hours, *rest = clock[0]["cron"].split()
    assert rest == ["*", "*", "*"]
    assert minute not in {"0", "15", "30", "45"}
    first, last = map(int, hours.split("-"))
    assert first <= 7
    assert last >= 19


def test_a_tick_with_nothing_due_ends_in_a_job_that_fetches_no_photo() -> None:
    jobs = load(GITHUB / "workflows/publish.yml")["jobs"]
    checkout = jobs["due"]["steps"][0]["with"]
    assert "!/content/stories/*/*/*\n" in checkout["sparse-checkout"]
    assert "needs.due.outputs.due == 'yes'" in jobs["build"]["if"]
    assert "needs.due.outputs.announce == 'yes'" in jobs["announce"]["if"]
    assert jobs["due"]["steps"][-1]["env"] == {"ANNOUNCE_HOURS": "${{ vars.ANNOUNCE_HOURS }}"}


def test_all_that_was_made_before_is_kept_by_what_it_was_made_of() -> None:
    for name in ("check", "publish"):
        kept = using("/cache", name)
        assert [cache["path"] for cache in kept] == [".cache"]
        assert "hashFiles('content/**'" in kept[0]["key"]
    environment = load(SET_UP)["runs"]["steps"][-1]["with"]
    assert environment["path"].split() == [".venv", ".uv"]
    assert "hashFiles('requirements*.txt')" in environment["key"]
    assert "python-version" in environment["key"]


def test_what_a_strangers_pull_request_makes_is_kept_for_no_other_run() -> None:
    """Compiled templates are in the cache, and whoever reads them runs them."""
    assert using("/cache", "check") == using("/cache/restore@", "check")
    assert not using("/cache", "test")


def test_the_pull_request_template_speaks_the_policys_words() -> None:
    words = (GITHUB / "pull_request_template.md").read_text(encoding="utf-8").lower()
    for word in ("honest, legal and decent", "consent", "would they be happy to see this", "tell us first"):
        assert word in words
