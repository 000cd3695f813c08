"""What parsers make of exported clients of hostile texts, and of a harmless one: `hostile.py FOLDER`.

Python's own parser reads the modules of Python, a reader of XML the documentation that a compiler of C# found.
"""

import ast
import sys
import tokenize
import xml.etree.ElementTree as xml
from pathlib import Path

from wire import Report, same


def python(file):
    """The kinds of nodes, in order, and how many comments there are."""
    nodes = [type(node).__name__ for node in ast.walk(ast.parse(file.read_bytes()))]
    with file.open("rb") as source:
        comments = sum(token.type == tokenize.COMMENT for token in tokenize.tokenize(source.readline))
    return nodes, comments


def csharp(file):
    """How many members are documented, and the elements and attributes that the documentation has; lines of a text are
    paragraphs of their own."""
    parser = xml.XMLParser(target=xml.TreeBuilder(insert_comments=True, insert_pis=True))
    elements = list(xml.parse(file, parser).iter())
    members = sum(element.tag == "member" for element in elements)
    return members, {(str(element.tag), *sorted(element.attrib)) for element in elements}


def main():
    folder = Path(sys.argv[1])
    report = Report("hostile texts in Python and C#")
    for language, ending, structure in (("python", "py", python), ("csharp", "xml", csharp)):
        expected = structure(folder / language / f"harmless.{ending}")
        for file in sorted((folder / language).glob(f"*.{ending}")):
            report.check(file.name, lambda: same(structure(file), expected))
    sys.exit(report.close())


main()
