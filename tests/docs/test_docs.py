"""The documentation and the program say the same: what is there is documented, and the other way round."""

import ast
import importlib.util
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from invoke.collection import Collection
from invoke.exceptions import ParseError
from invoke.parser.argument import Argument
from invoke.parser.context import ParserContext
from invoke.parser.parser import Parser
from invoke.tasks import Task
from pydantic import BaseModel

from goodnews.announce.credentials import NAMES
from goodnews.commands.__main__ import GROUPS
from goodnews.commands.program import as_options
from goodnews.config import SiteConfig, read_settings
from goodnews.publish.targets import BranchSettings, DirectorySettings, RcloneSettings, RsyncSettings
from goodnews.story import model
from goodnews.story.front_matter import parse_story
from goodnews.story.loading import read_stories

ROOT = Path(__file__).resolve().parents[2]
RUNNING = ROOT / "docs/running.md"
EDITING = ROOT / "docs/editing.md"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
TASK = re.compile(r"\./inv(?: ([a-z][a-z-]*)([^\n`]*))?")


@cache
def tasks() -> dict[str, Task]:
    spec = importlib.util.spec_from_file_location("tasks_documented", ROOT / "tasks.py")
    assert spec is not None
    assert spec.loader is not None
    module: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return dict(Collection.from_module(module).tasks)


@cache
def contexts() -> list[ParserContext]:
    """What each task takes. Invoke moves the words about its options here, so these are not `tasks()`."""
    return Collection(*tasks.__wrapped__().values()).to_contexts()


def code_in(page: Path) -> str:
    """Everything on a page that is set as code."""
    text = page.read_text(encoding="utf-8")
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))


def words_of(page: Path) -> set[str]:
    return set(re.findall(r"`([^`\n]+)`", page.read_text(encoding="utf-8")))


@pytest.mark.parametrize("page", [RUNNING, ROOT / "README.md"], ids=lambda page: page.name)
def test_every_task_is_documented(page: Path) -> None:
    code = code_in(page)
    rows = words_of(page) | {name for name, _ in TASK.findall(code)}
    assert sorted(set(tasks()) - rows) == []


def test_the_list_of_tasks_has_each_once_in_the_order_of_the_readme() -> None:
    listed = [name for names in GROUPS.values() for name in names]
    table = (ROOT / "README.md").read_text(encoding="utf-8").partition("## The tasks")[2]
    assert sorted(listed) == sorted(tasks())
    assert sorted(listed, key=lambda name: table.index(f"./inv {name}")) == listed


def test_every_task_says_what_it_is_for_in_one_line() -> None:
    for name, task in tasks().items():
        first = (task.__doc__ or "").strip().split("\n")[0]
        assert first.endswith("."), name
        assert len(first) <= 110, name


def test_every_option_of_a_task_is_explained() -> None:
    for name, task in tasks().items():
        for argument in task.get_arguments():
            assert all(word[0].isalpha() for word in argument.names), f"{name}: {argument.names}"
            assert argument.help, f"./inv {name}: {argument.name}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_command_that_is_documented_can_be_typed(page: Path) -> None:
    parser = Parser(contexts(), initial=ParserContext(args=[Argument("help", optional=True)]))
    complaints = []
    for name, rest in TASK.findall(code_in(page)):
        words = [name, *shlex.split(rest, comments=True)] if name else []
        try:
            parser.parse_argv([*as_options(words, parser.contexts)])
        except ParseError as error:
            complaints.append(f"./inv {' '.join(words)}: {error}")
    # A sentence may leave out what a command needs.
    assert [complaint for complaint in complaints if "No idea what" in complaint] == []


def test_every_module_has_its_place_in_the_architecture() -> None:
    named = words_of(ROOT / "docs/architecture.md")
    modules = {path.name for path in (ROOT / "goodnews").glob("*.py")}
    packages = {f"{path.name}/" for path in (ROOT / "goodnews").iterdir() if path.is_dir()}
    assert sorted((modules | packages) - named - {"__init__.py", "__pycache__/"}) == []


def test_every_setting_is_documented_with_what_happens_without_it() -> None:
    rows = dict(
        re.findall(r"^\| `([A-Z_]+)` \|.*\| (.+?) \|$", RUNNING.read_text(encoding="utf-8"), re.MULTILINE)
    )
    for field in SiteConfig.model_fields.values():
        assert field.alias in rows, field.alias
        assert (rows[field.alias] == "needed") is field.is_required(), field.alias


def test_no_setting_is_documented_that_does_not_exist() -> None:
    documented = set(re.findall(r"`(TRUST_[A-Z_]+)`", RUNNING.read_text(encoding="utf-8")))
    assert documented <= {field.alias for field in SiteConfig.model_fields.values()}


def test_the_sample_settings_hold_no_setting_that_nobody_reads() -> None:
    known = {field.alias for field in SiteConfig.model_fields.values()}
    assert {name for name in read_settings(ROOT) if name.startswith("TRUST_")} <= known


def test_every_part_of_every_target_is_documented() -> None:
    code = words_of(RUNNING)
    for target in (DirectorySettings, BranchSettings, RsyncSettings, RcloneSettings):
        for name, field in target.model_fields.items():
            if name == "kind":
                assert str(field.annotation).split("'")[1] in code
            else:
                assert name in code, f"{target.__name__}: {name}"


def environment_names() -> Iterator[str]:
    """Names of environment variables, wherever the program asks for one."""
    yield from (name for names in NAMES.values() for name in names)
    for path in [*sorted((ROOT / "goodnews").rglob("*.py")), ROOT / "publishconf.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and "environ" in ast.unparse(node.func):
                yield from constants(node.args[0])
            elif isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("environ"):
                yield from constants(node.slice)
            elif isinstance(node, ast.Call) and any(
                isinstance(arg, ast.Name) and arg.id == "environ" for arg in node.args
            ):
                for argument in node.args:
                    yield from constants(argument)


def constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and re.fullmatch(r"[A-Z][A-Z0-9_]{3,}", str(node.value)):
        yield str(node.value)


def test_every_environment_variable_is_documented() -> None:
    named = set(re.findall(r"`([A-Z][A-Z0-9_…]+)`", RUNNING.read_text(encoding="utf-8")))
    # Variables of Git and of Python itself are theirs to explain.
    wanted = {name for name in environment_names() if not name.startswith(("GIT_", "PYTHON"))}
    assert len(wanted) > 20
    assert sorted(wanted - named) == []


FRONT_MATTER = [
    model.FrontMatter,
    model.PhotoNote,
    model.Consent,
    model.Video,
    model.Signed,
    model.Live,
    model.Event,
    model.Quote,
    model.Thanks,
    model.Interview,
    model.Audio,
    model.Withdrawn,
    model.Allow,
]


@pytest.mark.parametrize("part", FRONT_MATTER, ids=lambda part: part.__name__)
def test_every_line_of_the_front_matter_is_documented(part: type[BaseModel]) -> None:
    words = {word for code in words_of(EDITING) for word in re.findall(r"[a-z_]+", code)}
    words |= set(re.findall(r"^ *-? *([a-z]+):", code_in(EDITING), re.MULTILINE))
    for name, field in part.model_fields.items():
        assert (field.alias or name) in words, f"{part.__name__}: {field.alias or name}"


def test_the_model_and_so_the_editor_says_of_each_line_what_the_table_says() -> None:
    rows = re.findall(r"^\| `([a-z_]+)` \| (.+?) \|", EDITING.read_text(encoding="utf-8"), re.MULTILINE)
    plain = [(name, re.sub(r"^In `consent`(:|, )\s*|\[|\]\(.*?\)|[`*]", "", words)) for name, words in rows]
    for part in (model.FrontMatter, model.PhotoNote, model.Consent):
        for name, field in part.model_fields.items():
            said = [words.lower() for key, words in plain if key == (field.alias or name)]
            told = (field.description or "").lower()
            # A shape has a table of its own, which shows and does not tell.
            assert not said or any(words.startswith(told) for words in said), f"{part.__name__}: {name}"


def test_no_part_of_the_model_is_forgotten_here() -> None:
    parts = {
        var
        for var in vars(model).values()
        if isinstance(var, type) and issubclass(var, BaseModel) and var.__module__ == model.__name__
    }
    assert {part for part in parts if not part.__name__.startswith("_")} - {BaseModel} == set(FRONT_MATTER)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_example_of_a_story_can_be_read(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for example in re.findall(r"```(?:yaml|markdown)\n(---\n.*?)```", text, re.DOTALL):
        # A form is one that nobody has filled in yet.
        filled = example.replace('title: ""', 'title: "Tea"').replace("summary:\n", "summary: Tea.\n")
        assert parse_story(filled, page.name).problems == ()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]+`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target or target.startswith("mailto:"):
            continue
        file, _, anchor = target.partition("#")
        path = page.parent / file if file else page
        assert path.exists(), f"{page.name}: {target}"
        if anchor and path.suffix == ".md":
            assert anchor in anchors(path), f"{page.name}: {target}"


def linked_from(page: Path) -> set[Path]:
    """The project's other pages that a page has links to."""
    found = re.findall(r"\]\(([^)\s#]+\.md)[^)\s]*\)", page.read_text(encoding="utf-8"))
    return {(page.parent / match).resolve() for match in found if "://" not in match}


def test_every_page_is_found_from_the_readme_and_that_on_announcing_from_the_one_on_running() -> None:
    known, fresh = set(), {ROOT / "README.md"}
    while fresh:
        known |= fresh
        fresh = {each for page in fresh for each in linked_from(page)} - known
    assert sorted(set((ROOT / "docs").glob("*.md")) - known) == []
    assert ROOT / "docs/announcing.md" in linked_from(RUNNING)


def anchors(page: Path) -> set[str]:
    """The names that GitHub gives to headings, and those that are written down."""
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)
    made = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return made | set(re.findall(r'(?:id|name)="([^"]+)"', text))


def test_the_readme_fits_on_two_screens_and_shows_a_picture() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 80
    assert re.search(r"!\[[^\]]{20,}\]\(docs/picture\.png\)", text)
    assert "./inv publish" in text
    assert "./inv test" in text


def test_sample_pictures_have_faces_with_their_consent_and_the_readme_says_how_they_were_made() -> None:
    photos = [note for story in read_stories(ROOT / "content", ROOT).stories for note in story.meta.photos]
    faces = [note for note in photos if note.shows not in {model.Depicts.NOBODY, model.Depicts.BACKS}]
    assert len(faces) >= 5
    assert all(note.consent for note in faces)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(r"MIT licence.*sample pictures too: drawn", text)


@pytest.mark.parametrize("page", ["README.md"])
def test_what_the_tests_need_besides_python_is_said_in_one_line_with_the_way_to_get_it(page: str) -> None:
    lines = (ROOT / page).read_text(encoding="utf-8").splitlines()
    needs = [line for line in lines if "Chromium" in line]
    assert len(needs) == 1
    for word in ("Node.js", "Java", "Debian and Ubuntu"):
        assert word in needs[0], word


def test_the_page_for_a_phone_speaks_the_policys_words() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for word in (
        "honest, legal and decent",
        "would they be happy to see this",
        "Tell us first",
        "alt",
        "shows",
    ):
        assert word in text


@pytest.mark.parametrize("page", [ROOT / "CONTRIBUTING.md", EDITING], ids=lambda page: page.name)
def test_sentences_for_staff_are_short(page: Path) -> None:
    """The NHS content guide asks for 20 words; 30 are the very most."""
    text = re.sub(r"```.*?```|^\|.*?$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for sentence in re.split(r"(?<=[.!?:])\s|\n\n|\n- |\n\d+\. ", text):
        assert len(sentence.split()) <= 30, sentence


NIGHTLY = {
    "In the browser": {"browser", "editor"},
    "Announcing and delivering": {"announce", "publish", "commands"},
    "Building": {"site"},
    "Photos": {"photos", "test_preview.py"},
    "Texts": {"hostile"},
    "The launcher and the workflows": {"launcher", "workflows"},
    "Measurements": {"benchmarks"},
}
"""What the list of nightly tests calls them, and where they are."""


def test_the_list_of_what_runs_at_night_names_every_folder_with_such_tests() -> None:
    text = (ROOT / "docs" / "working-on-the-program.md").read_text("utf-8").partition("marked `nightly`")[2]
    assert set(NIGHTLY) <= set(re.findall(r"^- \*\*(.+?)\*\*:", text, re.MULTILINE))
    files = (path for path in (ROOT / "tests").rglob("test_*.py") if path != Path(__file__).resolve())
    marked = {path.relative_to(ROOT / "tests") for path in files if "mark.nightly" in path.read_text("utf-8")}
    assert {path.parts[0] for path in marked} == set().union(*NIGHTLY.values())


def test_email_is_written_in_one_word_wherever_people_read_it() -> None:
    folders = ("content", "docs", "goodnews", "theme", ".github")
    files = [*ROOT.glob("*.*"), *(path for folder in folders for path in (ROOT / folder).rglob("*"))]
    read = {".md", ".html", ".js", ".py", ".toml", ".txt", ".yml"}
    texts = {path: path.read_text("utf-8") for path in files if path.is_file() and path.suffix in read}
    assert len(texts) > 100
    assert [path for path, text in texts.items() if re.search(r"\be-mail", text, re.IGNORECASE)] == []
