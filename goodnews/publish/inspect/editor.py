"""The editor's script runs on its own page and on no other, under the policy that was meant for it."""

from collections.abc import Iterator

from goodnews.config import SiteConfig
from goodnews.editor import PAGE_POLICY
from goodnews.problems import Problem
from goodnews.publish.inspect.site import CLEAN, BuiltSite, problem
from goodnews.site.links import EDITOR

PAGE = f"{EDITOR}index.html"


def inspect_editor(site: BuiltSite, config: SiteConfig) -> Iterator[Problem]:
    """Look for an editor nobody asked for, for its files on other pages, and for others' on its own."""
    for path in site.paths:
        if path.startswith(EDITOR) and not config.editor:
            yield problem(path, "editor-off", "This is the editor's, and TRUST_EDITOR is off.", CLEAN)
    for page, named in site.names:
        target = (site.resolve(named.address, page) or ("",))[0]
        if page != PAGE and target.startswith(EDITOR) and target != PAGE:
            message = f"This page uses {target}, which may run on the editor's own page alone."
            yield problem(page, "editor-elsewhere", message, "Take it out.", line=named.line)
    if PAGE not in site.known or not config.editor:
        return
    if site.pages[PAGE].policy != PAGE_POLICY:
        message = "This page does not say what may run on it, or not as it is meant to."
        yield problem(PAGE, "editor-policy", message, "Put theme/templates/edit.html back as it was.")
    for script in site.pages[PAGE].scripts:
        if site.resolve(script, PAGE) != (f"{EDITOR}editor.js", ""):
            yield problem(
                PAGE, "editor-script", f"This page runs {script[:80]}.", "Only editor.js may run here."
            )
