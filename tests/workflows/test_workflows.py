"""The GitHub workflows: sound, safe, and no cleverer than the tasks they call."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from goodnews.announce.credentials import NAMES
from goodnews.publish.targets.rclone import CONFIG
from goodnews.publish.targets.rsync import HOSTS, KEY

ROOT = Path(__file__).resolve().parents[2]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
RCLONE = 'sudo sh -c "apt-get update && apt-get install --yes --no-install-recommends rclone"'
TOOLS = Path(sys.executable).parent


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


def test_there_are_four() -> None:
    assert [path.stem for path in WORKFLOWS] == ["check", "publish", "stale", "test"]


def test_zizmor_finds_nothing_without_asking_the_network() -> None:
    run(TOOLS / "zizmor", "--offline", "--no-progress", "--pedantic", "--strict-collection", GITHUB)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
@pytest.mark.parametrize("schema", ["vendor.github-workflows", "custom.github-workflows-require-timeout"])
def test_each_is_what_github_understands(path: Path, schema: str) -> None:
    run(TOOLS / "check-jsonschema", "--builtin-schema", schema, path)


def test_so_is_dependabot_which_waits_before_it_offers_anything() -> None:
    path = GITHUB / "dependabot.yml"
    run(TOOLS / "check-jsonschema", "--builtin-schema", "vendor.dependabot", path)
    assert all(update["cooldown"]["default-days"] >= 7 for update in load(path)["updates"])


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_action_is_pinned_and_says_its_version(path: Path) -> None:
    used = re.findall(r"uses: (.+)", path.read_text(encoding="utf-8"))
    assert used
    for action in used:
        assert re.fullmatch(r"actions/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


def test_an_action_has_one_version_everywhere() -> None:
    pins: dict[str, set[str]] = {}
    for path in WORKFLOWS:
        for action, pin in re.findall(r"uses: actions/([\w-]+)\S*@(.+)", path.read_text(encoding="utf-8")):
            pins.setdefault(action, set()).add(pin)
    assert {action: len(found) for action, found in pins.items() if len(found) > 1} == {}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_the_yaml_holds_no_logic_only_one_task_a_step(path: Path) -> None:
    for on_done in steps(path):
        if "run" in on_done and on_done["run"] != RCLONE:
            assert re.fullmatch(r"\./inv [a-z-]+( [\w.^-]+)*", on_done["run"]), on_done["run"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_nothing_is_permitted_that_a_job_does_not_ask_for(path: Path) -> None:
    assert load(path)["permissions"] == {}


@pytest.mark.parametrize("name", ["check", "test"])
def test_a_strangers_pull_request_gets_no_secret_and_no_permission(name: str) -> None:
    text = (GITHUB / f"workflows/{name}.yml").read_text(encoding="utf-8")
    workflow = load(GITHUB / f"workflows/{name}.yml")
    # YAML 1.1 reads the word `on` as true.
    assert set(workflow[True]) <= {"pull_request", "schedule", "workflow_dispatch"}
    assert "secrets." not in text
    assert "github.token" not in text
    assert "write" not in text
    assert not any("permissions" in job for job in workflow["jobs"].values())


def test_a_change_is_tested_and_everything_each_night() -> None:
    jobs = load(GITHUB / "workflows/test.yml")["jobs"]
    assert [job["steps"][-1]["run"] for job in jobs.values()] == ["./inv test", "./inv test --all"]


def test_each_job_of_publish_has_the_least_it_needs() -> None:
    jobs = load(GITHUB / "workflows/publish.yml")["jobs"]
    assert {name: job["permissions"] for name, job in jobs.items()} == {
        "build": {"contents": "read"},
        "deploy": {"contents": "write"},
        "announce": {"contents": "write"},
    }
    assert [name for name, job in jobs.items() if "secrets." in str(job)] == ["deploy", "announce"]
    assert jobs["announce"]["environment"] == jobs["deploy"]["environment"] == "live"


def test_the_keys_of_the_place_go_to_the_step_that_delivers_and_to_no_other() -> None:
    text = (GITHUB / "workflows/publish.yml").read_text(encoding="utf-8")
    deliver = load(GITHUB / "workflows/publish.yml")["jobs"]["deploy"]["steps"][-1]
    assert deliver["run"] == "./inv publish --only deliver"
    assert deliver["env"] == {name: f"${{{{ secrets.{name} }}}}" for name in (KEY, HOSTS, CONFIG)}
    assert [text.count(f"secrets.{name}") for name in (KEY, HOSTS, CONFIG)] == [1, 1, 1]


def test_every_network_can_be_switched_on_and_each_secret_goes_under_its_own_name() -> None:
    given = load(GITHUB / "workflows/publish.yml")["jobs"]["announce"]["steps"][-1]["env"]
    assert {name for names in NAMES.values() for name in names} <= set(given)
    for name, value in given.items():
        assert value in {f"${{{{ secrets.{name} }}}}", f"${{{{ vars.{name} }}}}"}


def test_a_publish_is_never_cut_off_by_the_next() -> None:
    assert load(GITHUB / "workflows/publish.yml")["concurrency"] == {
        "group": "publish",
        "cancel-in-progress": False,
    }


def test_the_clock_ticks_often_and_off_the_hour() -> None:
    minutes, hours, *rest = load(GITHUB / "workflows/publish.yml")[True]["schedule"][0]["cron"].split()
    assert rest == ["*", "*", "*"]
    assert len(minutes.split(",")) >= 3
    assert not {"0", "15", "30", "45"} & set(minutes.split(","))
    # GitHub's clock is UTC. In summer 6am in London is 5am there; in winter 9pm is 9pm.
    first, last = map(int, hours.split("-"))
    assert first <= 5
    assert last >= 21


def test_photos_are_kept_by_what_is_in_them() -> None:
    for name in ("check", "publish"):
        kept = [
            on_done
            for on_done in steps(GITHUB / f"workflows/{name}.yml")
            if "cache" in on_done.get("uses", "")
        ]
        assert [on_done["with"]["path"] for on_done in kept] == [".cache/photos"]
        assert "hashFiles('content/stories/**')" in kept[0]["with"]["key"]


def test_the_pull_request_template_speaks_the_policys_words() -> None:
    words = (GITHUB / "pull_request_template.md").read_text(encoding="utf-8").lower()
    for word in ("honest, legal and decent", "consent", "would they be happy to see this", "tell us first"):
        assert word in words
