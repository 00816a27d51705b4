"""The editor's form holds every line that a story may have, as the model and the settings say."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from goodnews.editor import editor_config
from goodnews.story.model import FrontMatter
from tests.trust import make_config


def form(**settings: Any) -> dict[str, Any]:
    return dict(editor_config(make_config(**settings), "/icon.svg"))


def fields_of(config: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Every field by its path, `photos.consent.form`."""

    def walk(fields: list[dict[str, Any]], prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
        for field in fields:
            yield f"{prefix}{field['name']}", field
            yield from walk(field.get("fields", []), f"{prefix}{field['name']}.")

    return dict(walk(config["collections"][0]["fields"]))


def test_every_line_of_the_front_matter_is_in_the_form_and_no_other_but_the_text() -> None:
    names = {info.alias or name for name, info in FrontMatter.model_fields.items()}
    assert {path for path in fields_of(form()) if "." not in path} == names | {"body"}


def test_what_has_to_be_there_is_asked_for() -> None:
    fields = fields_of(form())
    needed = {path for path, field in fields.items() if field.get("required", True) and "." not in path}
    assert needed == {"title", "summary", "date", "category", "body"}
    assert fields["photos.shows"]["required"]
    assert not fields["photos.consent"]["required"]


@pytest.mark.parametrize(
    ("path", "options"),
    [
        ("category", ["People", "Patients"]),
        ("hospital", ["Merrowdale General"]),
        ("team", ["Ward 7", "Porters"]),
        ("photos.shows", ["nobody", "backs", "staff", "patients", "children"]),
        ("photos.consent.covers", ["website", "social"]),
        ("lang", ["en", "cy"]),
        ("draft", ["yes", "no"]),
    ],
)
def test_what_can_be_chosen_is_offered(path: str, options: list[str]) -> None:
    config = form(
        TRUST_CATEGORIES=("People", "Patients"),
        TRUST_HOSPITALS=("Merrowdale General",),
        TRUST_TEAMS=("Ward 7", "Porters"),
    )
    field = fields_of(config)[path]
    assert (field["widget"], field["options"]) == ("select", options)


def test_any_team_may_be_named_where_the_trust_lists_none() -> None:
    assert fields_of(form(TRUST_TEAMS=()))["team"]["widget"] == "string"


def test_times_are_londons_and_days_have_none() -> None:
    fields = fields_of(form())
    for path in ("date", "modified", "live.starts", "event.ends"):
        assert fields[path]["input_timezone"] == "Europe/London", path
        assert fields[path]["format"] == "YYYY-MM-DD HH:mm"
    for path in ("photos.consent.ends", "withdrawn.on"):
        assert (fields[path]["type"], fields[path]["format"]) == ("date", "YYYY-MM-DD"), path


def test_only_a_photo_can_be_handed_in_because_only_a_photo_loses_its_hidden_data() -> None:
    config = form()
    widgets = {path: field["widget"] for path, field in fields_of(config).items()}
    assert [path for path, widget in widgets.items() if widget in {"image", "file"}] == ["photos.file"]
    for path in ("audio.file", "video.file"):
        assert "photos only" in fields_of(config)[path]["hint"], path
    library = config["media_libraries"]["default"]["config"]
    assert library["transformations"]["raster_image"]["format"] == "webp"
    assert "svg" not in fields_of(config)["photos.file"]["accept"]


def test_consent_forms_are_numbered_as_the_trust_numbers_them() -> None:
    pattern, _words = fields_of(form(TRUST_CONSENT_PATTERN=r"CF-\d{4}"))["photos.consent.form"]["pattern"]
    assert re.search(pattern, "CF-0113")
    assert re.search(pattern, "CF-0113, CF-0115")
    assert not re.search(pattern, "CF-0113, Jo")
    assert "pattern" not in fields_of(form(TRUST_CONSENT_PATTERN=None))["photos.consent.form"]


def test_a_story_ends_in_a_pull_request_and_is_neither_merged_nor_deleted_here() -> None:
    config = form()
    (stories,) = config["collections"]
    assert config["publish_mode"] == "editorial_workflow"
    assert (stories["publish"], stories["delete"]) == (False, False)


def test_people_sign_in_with_a_token_or_with_the_trusts_own_worker() -> None:
    assert form()["backend"]["auth_methods"] == ["token"]
    backend = form(TRUST_EDITOR_SIGN_IN="https://sign-in.merrowdale.example")["backend"]
    assert backend["base_url"] == "https://sign-in.merrowdale.example"
    assert backend["auth_methods"] == ["oauth", "token"]
