"""html5lib, which reads HTML as browsers do, with pages of hostile texts: it finds what a harmless text would have given."""

import os
import subprocess
import sys
from pathlib import Path

import html5lib

WORK = Path(os.environ["WORK"]) / "hostile"
# Where the tests of the workspace have documented the same texts in Rust.
RUSTDOC = Path(os.environ["RUSTDOC_PAGES"])
# What Markdown may add to a page.
MARKDOWN = set("a blockquote br code del div em h1 h2 h3 h4 h5 h6 hr li ol p pre span strong table tbody td th thead tr ul".split())
# What even a plain text may have: code, links to the web, and the places where a browser may break a long word.
INLINE = {"a", "code", "wbr"}


def read(html):
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(html)
    return list(tree.iter()), [code for _, code, _ in parser.errors]


def name(element):
    return element.tag if isinstance(element.tag, str) else "comment"


def leads(element):
    return [element.attrib[key] for key in ("href", "src", "action", "srcdoc", "data") if key in element.attrib]


def is_safe(target):
    return target.startswith("#") or target.split(":")[0].lower() in ("http", "https", "mailto") and ":" in target


def check_elements(what, page, harmless):
    """No element, attribute or target that neither the harmless page nor Markdown has, and no new complaint."""
    (elements, errors), (expected, complaints) = read(page), read(harmless)
    known = {name(element) for element in expected}
    attributes = {attribute for element in expected for attribute in element.attrib} | {"start", "rel"}
    targets = {target.split("#")[0] for element in expected for target in leads(element)}
    for element in elements:
        assert name(element) in known | MARKDOWN, f"{what}: <{name(element)}>"
        assert set(element.attrib) <= attributes, f"{what}: {element.attrib}"
        for target in leads(element):
            assert is_safe(target) or target.split("#")[0] in targets, f"{what}: {target}"
    assert set(errors) <= set(complaints), f"{what}: {errors}"
    return elements, expected


def check_structure(what, page, harmless):
    pages = check_elements(what, page, harmless)
    found, expected = ([name(element) for element in elements if name(element) not in INLINE] for elements in pages)
    assert found == expected, f"{what}: {found} instead of {expected}"


def docs(folder, kind):
    command = [os.environ["ERRORS"], "docs", f"{kind}.yaml", "--format", "html"]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout.decode()


def check_docs(folders):
    harmless = docs(WORK / "harmless", "plain")
    for folder in folders:
        check_structure(folder.name, docs(folder, "plain"), harmless)
        check_elements(folder.name, docs(folder, "prose"), harmless)
    return 2 * len(folders)


def check_rustdoc():
    count = 0
    for kind, check in (("plain", check_structure), ("prose", check_elements)):
        modules = [module for module in RUSTDOC.glob(f"{kind}_t*") if module.is_dir()]
        for page in (RUSTDOC / f"{kind}_h").glob("*.html"):
            harmless = page.read_text(encoding="utf-8")
            for module in modules:
                check(f"{module.name}/{page.name}", (module / page.name).read_text(encoding="utf-8"), harmless)
                count += 1
    return count


def main():
    folders = [folder for folder in WORK.iterdir() if folder.name != "harmless"]
    pages, rust = check_docs(folders), check_rustdoc()
    if not pages or not rust:
        sys.exit("no page was read")
    print(f"html5lib: {pages} pages and {rust} of rustdoc have what a harmless text would have given")


main()
