"""The ledger on real git: compare-and-swap, nothing else touched."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.announce.git_branch import GitBranch, make_bare
from goodnews.announce.ledger import MARKERS, Ledger, LedgerChanges, read_snapshot
from goodnews.announce.policy import Clock
from goodnews.announce.record import Record, RecordKey, State
from goodnews.problems import CommandError
from tests.announce.stage import ENVIRON, Impatient
from tests.shared import git, start_repository

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
KEY = RecordKey("x", "2026/night-shift")


def entry(**more: object) -> Record:
    return Record(**{"state": State.BASELINE, "updated_at": NOW, "story_url": "https://a.example/", **more})  # type: ignore[arg-type]


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    return make_bare(tmp_path / "remote.git", ENVIRON)


def open_ledger(tmp_path: Path, remote: Path, name: str = "one") -> Ledger:
    return Ledger(GitBranch(make_bare(tmp_path / name, ENVIRON), str(remote), ENVIRON), Clock())


def test_what_was_written_is_read_by_another_machine(tmp_path: Path, remote: Path) -> None:
    one, two = open_ledger(tmp_path, remote), open_ledger(tmp_path, remote, "two")
    after = one.compare_and_swap(
        one.read(), LedgerChanges({KEY: entry()}, {"x": NOW}, {"notify": "seal"}), "Begin"
    )
    assert after == two.read()
    assert dict(two.read().records) == {KEY: entry()}
    assert (two.read().markers, two.read().notes) == ({"x": NOW}, {"notify": "seal"})


def test_of_two_who_saw_the_same_only_one_changes_it_and_both_may_change_other_stories(
    tmp_path: Path, remote: Path
) -> None:
    one, two = open_ledger(tmp_path, remote), open_ledger(tmp_path, remote, "two")
    seen_by_one, seen_by_two = one.read(), two.read()
    other = RecordKey("notify", "2026/the-kitchen", "0a1b")
    assert one.compare_and_swap(seen_by_one, LedgerChanges({KEY: entry(claim_id="one")}), "One")
    assert two.compare_and_swap(seen_by_two, LedgerChanges({KEY: entry(claim_id="two")}), "Two") is None
    assert two.compare_and_swap(seen_by_two, LedgerChanges({other: entry()}), "Two")
    after = one.read()
    assert (set(after.records), after.records[KEY].claim_id) == ({KEY, other}, "one")
    assert one.compare_and_swap(after, LedgerChanges({other: None}), "Three")
    assert set(two.read().records) == {KEY}


def test_the_branch_is_an_orphan_with_small_files_and_a_word_for_people(tmp_path: Path, remote: Path) -> None:
    ledger = open_ledger(tmp_path, remote)
    ledger.compare_and_swap(ledger.read(), LedgerChanges({KEY: entry()}, {"x": NOW}), "Begin")
    listed = git(remote, "ls-tree", "-r", "--name-only", "announcements")
    assert listed.split() == ["README.md", "networks/x.json", "x/2026/night-shift.json"]
    assert git(remote, "rev-list", "--count", "announcements") == "1"


def test_the_clone_it_works_in_keeps_its_branches_index_and_files(tmp_path: Path, remote: Path) -> None:
    clone = tmp_path / "clone"
    clone.mkdir()
    (clone / "a.txt").write_text("a")
    start_repository(clone)
    (clone / "a.txt").write_text("not saved yet")

    def state() -> list[str]:
        asked = (["status", "--porcelain"], ["for-each-ref", "refs/heads", "refs/tags"], ["stash", "list"])
        return [git(clone, *arguments) for arguments in asked]

    before = state()
    ledger = Ledger(GitBranch(clone / ".git", str(remote), {**ENVIRON, "GIT_DIR": "/nowhere"}), Clock())
    ledger.compare_and_swap(ledger.read(), LedgerChanges({KEY: entry()}), "Begin")
    assert state() == before


def test_a_clone_without_blobs_fetches_a_years_records_at_once(tmp_path: Path, remote: Path) -> None:
    records = {RecordKey("x", f"2026/story-{number}"): entry(claim_id=str(number)) for number in range(40)}
    writer = open_ledger(tmp_path, remote)
    writer.compare_and_swap(writer.read(), LedgerChanges(records), "Begin")
    git(remote, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--no-checkout", "--filter=blob:none", remote.as_uri(), str(clone))

    def fetches() -> int:
        return len(list(clone.glob(".git/objects/pack/*.promisor")))

    before = fetches()
    read = Ledger(GitBranch(clone / ".git", "origin", ENVIRON), Clock()).read()
    assert dict(read.records) == records
    assert fetches() == before + 1


def test_a_remote_that_is_not_there_is_a_plain_problem_without_its_password(tmp_path: Path) -> None:
    branch = GitBranch(
        make_bare(tmp_path / "one", ENVIRON), "http://me:planted-password@127.0.0.1:9/x.git", ENVIRON
    )
    with pytest.raises(CommandError, match="can't be read") as caught:
        Ledger(branch, Impatient()).read()
    assert "planted-password" not in str(caught.value)


def test_a_branch_that_may_not_be_written_is_a_plain_problem(tmp_path: Path, remote: Path) -> None:
    hook = remote / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'GH006: Protected branch' >&2\nexit 1\n")
    hook.chmod(0o755)
    ledger = Ledger(GitBranch(make_bare(tmp_path / "one", ENVIRON), str(remote), ENVIRON), Impatient())
    with pytest.raises(CommandError, match=r"can't be written.*Protected branch"):
        ledger.compare_and_swap(ledger.read(), LedgerChanges({KEY: entry()}), "Begin")


SINCE = b'"since": "2026-11-23T09:30:00Z"'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b'{"state": "posted"}',
        b'{"state": "flying", %s}' % SINCE,
        b'{"state": "claimed", %s}' % SINCE,
        b'{"state": "posted", %s, "colour": "blue"}' % SINCE,
        b'{"state": "posted", "since": "2026-11-23T09:30:00"}',
        b'{"state": "posted", "since": "0001-01-01T00:00:00+14:00"}',
    ],
)
def test_a_record_that_cannot_be_read_is_held_and_never_posted(data: bytes) -> None:
    assert Record.from_json(data).state is State.HELD


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        b'{"since": "0001-01-01T00:00:00+14:00"}',
        b'{"since": "2026-11-23"}',
    ],
)
def test_a_marker_that_cannot_be_read_says_that_its_network_is_in_use(data: bytes, remote: Path) -> None:
    branch = GitBranch(remote, str(remote), ENVIRON)
    commit = branch.commit(None, {f"{MARKERS}x.json": data}, "Begin")
    assert read_snapshot(branch, commit).markers["x"] < NOW


@pytest.mark.parametrize(
    "story", ["../../etc", "2026/..", "", "2026/a b", "2026//x", "/2026", "2026/.git", "2026/x\n"]
)
def test_no_identity_can_leave_its_folder(story: str) -> None:
    with pytest.raises(ValueError, match="can't be a file"):
        RecordKey("x", story)


EARLY = datetime(2020, 1, 1)  # noqa: DTZ001 - hypothesis adds the zone
LATE = datetime(2040, 1, 1)  # noqa: DTZ001 - hypothesis adds the zone
times = st.datetimes(min_value=EARLY, max_value=LATE, timezones=st.just(UTC))
words = st.text(max_size=40)


@given(
    st.builds(
        dict,
        state=st.sampled_from([state for state in State if state is not State.CLAIMED]),
        updated_at=times,
        story_url=words,
        reason=words,
        lease_expires_at=st.none() | times,
        first_claimed_at=st.none() | times,
        counts_from=st.none() | times,
        attempts=st.integers(0, 9),
        request=words,
        text=words,
        reported_duplicate=st.booleans(),
    )
)
def test_a_record_reads_back_as_it_was_written(fields: dict[str, Any]) -> None:
    record = Record(**fields)
    assert Record.from_json(record.to_json()) == record


@pytest.mark.parametrize(
    "file", sorted((Path(__file__).parent / "records").iterdir()), ids=lambda file: file.stem
)
def test_records_written_before_this_version_read_as_they_did_and_are_written_alike(file: Path) -> None:
    record = Record.from_json(file.read_bytes())
    assert record.state.value == json.loads(file.read_bytes())["state"]
    assert "can't be read" not in record.reason
    assert record.to_json() == file.read_bytes()


def test_a_claims_fields_are_found_under_the_names_they_have_on_disk() -> None:
    record = Record.from_json((Path(__file__).parent / "records/claimed.json").read_bytes())
    assert (record.claim_id, record.attempts, record.reported_duplicate) == ("0a1b" * 8, 2, True)
    assert record.lease_expires_at == datetime(2026, 11, 23, 9, 50, 5, 250000, tzinfo=UTC)
    assert record.first_claimed_at == datetime(2026, 11, 23, 9, 0, 5, 250000, tzinfo=UTC)
    assert (record.reason, record.story_url) == (
        "X answered 503: later",
        "https://stories.merrowdale.example/stories/2026/night-shift/",
    )
