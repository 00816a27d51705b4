"""The editor's configuration, made from the story model and the Trust's settings.

Its fields are those of Sveltia CMS: https://sveltiacms.app/en/docs/fields
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from goodnews.checks.photos import LONGEST_ALT
from goodnews.config import SiteConfig
from goodnews.story import fields
from goodnews.story.model import Audio, Consent, FrontMatter, PhotoNote, Video

Widget = dict[str, Any]
"""One field of the form, or what makes it one."""

PHOTO = {"format": "webp", "quality": 90, "width": 3000, "height": 3000}
"""What becomes of a photo before it leaves the phone: any format in, HEIC too; no metadata out."""

NOT_HERE = (
    "Its name. The form takes photos only, as it cleans nothing else: the file is added to the "
    "story's folder on GitHub, from a laptop, after ./inv tidy"
)
"""What is said where a recording or a film is named."""
PICTURES = "image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif"
_LONDON = "Europe/London"

# What a widget writes must be what the front matter reads: `yes` stays a word, and a day has no time.
_KINDS: tuple[tuple[object, Widget], ...] = (
    (fields.Words, {"widget": "text"}),
    (fields.Moment, {"widget": "datetime", "format": "YYYY-MM-DD HH:mm", "input_timezone": _LONDON}),
    (fields.Day, {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}),
    (fields.YesNo, {"widget": "select", "options": ["yes", "no"]}),
    (fields.Announce, {"widget": "select", "options": ["yes", "no", *fields.NETWORKS]}),
    (fields.Link, {"widget": "string", "type": "url"}),
)


def editor_config(config: SiteConfig, icon: str) -> Mapping[str, Any]:
    """Make the configuration that the editor starts with; `icon` is the link to the site's icon."""
    story = _object(FrontMatter, config)
    after_photos = 1 + [field["name"] for field in story].index("photos")
    text = {"name": "body", "label": "Text", "widget": "text", "hint": "The story itself, in Markdown"}
    return {
        "load_config_file": False,
        "app_title": f"{config.site_name}: the editor",
        "site_url": config.url(),
        "display_url": config.url(),
        "logo": {"src": icon},
        "backend": _backend(config),
        "publish_mode": "editorial_workflow",
        "media_folder": "",
        "public_folder": "",
        "media_libraries": {
            "default": {"config": {"slugify_filename": True, "transformations": {"raster_image": PHOTO}}},
            "stock_assets": {"providers": []},
        },
        "editor": {"preview": False},
        "output": {"omit_empty_optional_fields": True},
        "slug": {"encoding": "ascii", "clean_accents": True, "maxlength": 60, "timezone": "local"},
        "collections": [
            {
                "name": "stories",
                "label": "Stories",
                "label_singular": "story",
                "folder": "content/stories",
                "path": "{{year}}/{{slug}}/story",
                "extension": "md",
                "slug": {"template": "{{title}}", "editable": ["create"]},
                "aliases_field": False,
                # A story is withdrawn, never deleted; and merged where its check is seen.
                "delete": False,
                "publish": False,
                "media_folder": "",
                "public_folder": "",
                "summary": "{{title}} ({{date}})",
                "sortable_fields": {
                    "fields": ["date", "title"],
                    "default": {"field": "date", "direction": "descending"},
                },
                "fields": [*story[:after_photos], text, *story[after_photos:]],
            }
        ],
    }


def _backend(config: SiteConfig) -> Widget:
    backend: Widget = {
        "name": "github",
        "repo": config.repository,
        "branch": config.branch,
        "auth_methods": ["token"],
        "commit_messages": {
            "create": "Add the story {{slug}}",
            "update": "Change the story {{slug}}",
            "uploadMedia": "Add {{path}}",
        },
    }
    if config.editor_sign_in:
        backend |= {"base_url": config.editor_sign_in, "auth_methods": ["oauth", "token"]}
    return backend


def _object(part: type[BaseModel], config: SiteConfig) -> list[Widget]:
    """The fields of a part of the front matter."""
    hints = get_type_hints(part, include_extras=True)
    return [_field(part, name, info, hints[name], config) for name, info in part.model_fields.items()]


def _field(part: type[BaseModel], name: str, info: FieldInfo, kind: object, config: SiteConfig) -> Widget:
    key = info.alias or name
    widget = {**_widget(kind, config), **_choices(part, key, config)}
    # Where there is something to choose, or several things to write, an example would show YAML.
    example = f". For example: {str(info.examples[0]).strip(chr(34))}" if info.examples else ""
    return {
        "name": key,
        "label": key.upper() if key in {"bsl", "id"} else key.capitalize(),
        "hint": f"{info.description}{example if widget['widget'] in {'string', 'text'} else ''}",
        "required": info.is_required(),
        **widget,
    }


def _widget(kind: object, config: SiteConfig) -> Widget:
    for known, widget in _KINDS:
        if kind == known:
            return widget
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType} and type(None) in arguments:
        return _widget(arguments[0], config)
    if origin is Annotated and get_origin(arguments[0]) is Literal:
        return _select(get_args(arguments[0]))
    if origin is Annotated and isinstance(arguments[0], type) and issubclass(arguments[0], StrEnum):
        return _select(arguments[0])
    if origin is tuple:
        inner = _widget(arguments[0], config)
        if inner["widget"] == "select":
            return {**inner, "multiple": True}
        return {"widget": "list", **({"fields": inner["fields"]} if "fields" in inner else {})}
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {"widget": "object", "fields": _object(kind, config)}
    return {"widget": "string"}


def _choices(part: type[BaseModel], key: str, config: SiteConfig) -> Widget:
    """What the settings, or the rules of the check, add to a field."""
    one = f"(?:{config.consent_pattern})"
    not_so = "This is not how the Trust's consent forms are numbered."
    taken_out = "The photo. Place, day and names inside it are taken out before it is sent"
    choices: dict[tuple[type[BaseModel], str], Widget] = {
        (FrontMatter, "date"): {"default": "{{now}}"},
        (FrontMatter, "category"): _select(config.categories),
        (FrontMatter, "hospital"): _select(config.hospitals),
        (FrontMatter, "team"): _select(config.teams) if config.teams else {},
        (FrontMatter, "photos"): {"label_singular": "photo", "summary": "{{alt}}"},
        (PhotoNote, "file"): {"widget": "image", "choose_url": False, "accept": PICTURES, "hint": taken_out},
        (PhotoNote, "alt"): {"maxlength": LONGEST_ALT},
        (Audio, "file"): {"hint": NOT_HERE},
        (Video, "file"): {"hint": NOT_HERE},
        (Consent, "form"): {"pattern": [f"^{one}(?:, {one})*$", not_so]} if config.consent_pattern else {},
    }
    return choices.get((part, key), {})


def _select(options: Iterable[object]) -> Widget:
    return {"widget": "select", "options": [str(option) for option in options]}
