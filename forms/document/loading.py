"""Reads a template file: YAML, checked by ``form.schema.json``, all faults at once with their line."""

from __future__ import annotations

import difflib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

import assets
from forms.document import template as t
from forms.document.grid import grid_fault
from forms.document.overlay_loading import overlay_file_faults, overlay_page, placed_faults
from forms.document.parts import PartFault, Parts, parts_file, read_parts, with_parts
from forms.document.repeating import FACT_KEYS, expanded, numbered, origins

Where: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """One fault of a template file; ``line`` counts from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class TemplateFaults(Exception):
    """A template file is wrong; ``faults`` has all that was found."""

    def __init__(self, faults: Sequence[TemplateFault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


def load_template(path: Path, *, checked: bool = False) -> t.FormTemplate:
    """The template in ``path``, read again when it, the pack's parts or a PDF beside it has changed.

    ``checked``: somebody has read it without faults before (a kiosk does once, where it starts): it is built without
    looking for any.  If it cannot be built, all faults are looked for after all.
    Raises :class:`TemplateFaults`, ``OSError``.
    """
    files = [path, *sorted(path.parent.glob("*.pdf")), parts_file(path)]
    stamps = tuple(_stamp(file) for file in files if file.exists() or file == path)
    return _built(path, stamps) if checked else _loaded(path, stamps)


def _stamp(file: Path) -> tuple[str, int, int]:
    found = file.stat()
    return file.name, found.st_mtime_ns, found.st_size


@lru_cache(maxsize=16)
def _parts(file: Path, _stamp: tuple[str, int, int] | None) -> Parts:
    return read_parts(file)


@lru_cache(maxsize=256)
def _built(path: Path, stamps: tuple[tuple[str, int, int], ...]) -> t.FormTemplate:
    """By libyaml, without places: an eighth of the time."""
    file = parts_file(path)
    try:
        parts = _parts(file, _stamp(file) if file.is_file() else None)
        plain = with_parts(YAML(typ="safe").load(path.read_text(encoding="utf-8")), parts)
        plain["words"] = {**parts.words, **plain.get("words", {})}
        return _template(plain, path.parent)
    except Exception:
        # Whatever it is: whoever looks for faults says it by file and line.
        return _loaded(path, stamps)


@lru_cache(maxsize=256)
def _loaded(path: Path, _stamps: tuple[tuple[str, int, int], ...]) -> t.FormTemplate:
    reader = YAML(typ="rt")
    file = parts_file(path)
    try:
        parts = _parts(file, _stamp(file) if file.is_file() else None)
        file = path
        plain = with_parts(reader.load(path.read_text(encoding="utf-8")), parts)
        if isinstance(plain, dict) and isinstance(plain.get("words", {}), dict):
            plain["words"] = {**parts.words, **plain.get("words", {})}
    except MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise TemplateFaults([TemplateFault(file.name, line, str(fault.problem))]) from fault
    except PartFault as fault:
        raise TemplateFaults([TemplateFault(path.name, fault.line, str(fault))]) from fault
    faults = (
        _schema_faults(plain) or _meaning_faults(plain) or overlay_file_faults(plain, path.parent)
    )
    if faults:
        raise TemplateFaults(
            [TemplateFault(path.name, _line(plain, where), text) for where, text in faults]
        )
    return _template(plain, path.parent)


def _schema_faults(plain: Any) -> list[tuple[Where, str]]:
    schema = json.loads((assets.ROOT / "schemas" / "form.schema.json").read_text("utf-8"))
    errors = sorted(
        Draft202012Validator(schema).iter_errors(plain),
        key=lambda e: list(map(str, e.absolute_path)),
    )
    return [_explained(error) for error in errors]


def _explained(error: ValidationError) -> tuple[Where, str]:
    where = tuple(error.absolute_path)
    if error.validator != "additionalProperties" or not isinstance(error.instance, Mapping):
        return where, error.message
    allowed = list(error.schema.get("properties", {})) if isinstance(error.schema, Mapping) else []
    stray = next(key for key in error.instance if key not in allowed)
    near = difflib.get_close_matches(str(stray), allowed, n=1)
    hint = f"; did you mean {near[0]!r}?" if near else f"; allowed: {', '.join(allowed)}"
    return (*where, str(stray)), f"{stray!r} is not known here{hint}"


KINDS = ("text", "space", "pen", "code", "fact", "cells", "date", "choose", "check", "strike")
MARKS: Mapping[str, t.Mark] = {"choose": "ring", "check": "tick", "strike": "strike"}


def _meaning_faults(plain: Mapping[str, Any]) -> list[tuple[Where, str]]:
    faults: list[tuple[Where, str]] = []
    boxes: Counter[str] = Counter()
    for where, node in _walk(plain, ()):
        if isinstance(node, Mapping) and "columns" in node and "rows" in node:
            rows = origins(node["rows"])
            found = grid_fault(_skeleton(node))
            faults += [((*where, "rows", rows[row]), text) for row, text in found]
        if len(where) > 2 and where[-2] in ("line", "items") and "notes" not in where:
            faults += _item_faults(where, node, plain, boxes)
        if _is_placed(where) and "repeat" not in node:
            by_hand = "pen" in node or "office" in node
            wrong = [] if by_hand else _item_faults(where, node, plain, boxes)
            faults += wrong or [(where, text) for text in placed_faults(node)]
    return faults


def _is_placed(where: Where) -> bool:
    """Whether this is a box over a city's page, alone or in repeated ones."""
    return len(where) in (4, 6) and where[2] == "boxes" and where[-2] == "boxes"


def _in_repeat(plain: Any, where: Where) -> bool:
    node = plain
    for step in where:
        if isinstance(node, Mapping) and "repeat" in node:
            return True
        node = node[step]
    return False


def _skeleton(node: Mapping[str, Any]) -> t.Table:
    """The table's columns, rows and spans alone: its items may still be wrong."""
    rows = tuple(
        t.Row(
            1.0,
            tuple(t.Cell(across=c.get("across", 1), down=c.get("down", 1)) for c in row["cells"]),
        )
        for row in expanded(node["rows"])
    )
    return t.Table(tuple(map(float, node["columns"])), rows)


def _item_faults(
    where: Where, node: Any, plain: Mapping[str, Any], boxes: Counter[str]
) -> list[tuple[Where, str]]:
    if isinstance(node, str):
        return []
    kinds = [kind for kind in KINDS if kind in node]
    if kinds == ["fact", "cells"]:
        kinds = ["cells"]
    if len(kinds) != 1:
        return [
            (where, f"an item is one of {', '.join(KINDS)}; here: {', '.join(kinds) or 'none'}")
        ]
    faults: list[tuple[Where, str]] = []
    if "words" in node and node["words"] not in plain.get("words", {}):
        faults.append(((*where, "words"), f"no list of words is called {node['words']!r}"))
    if kinds[0] in MARKS and "options" not in node:
        faults.append((where, f"{kinds[0]!r} needs its 'options'"))
    elif "always" in node and node["always"] not in node.get("options", {}):
        faults.append(((*where, "always"), "this is none of the options"))
    if kinds[0] == "cells":
        faults += [(where, text) for text in _cells_faults(node)]
    if node.get("overflow") == "sheet" and "label" not in node:
        faults.append((where, "'overflow: sheet' needs a 'label', the heading on the 別紙"))
    if any(str(node.get(key, "")).startswith(".") for key in FACT_KEYS):
        if not _in_repeat(plain, where):
            faults.append((where, "a fact that starts with '.' belongs into repeated rows"))
        return faults
    box = _box(node)
    if box:
        boxes[box] += 1
        if boxes[box] == 2:
            faults.append((where, f"a second box is called {box!r}; give it an 'id'"))
    return faults


def _cells_faults(node: Mapping[str, Any]) -> list[str]:
    groups = node["cells"]
    count = groups if isinstance(groups, int) else sum(groups)
    printed = node.get("printed", "")
    if "fact" not in node and not node.get("by_hand") and not printed:
        return ["cells need a 'fact', or 'by_hand: true' to stay empty"]
    if printed and len(printed) != count:
        return [f"'printed' has {len(printed)} places; there are {count} cells"]
    return []


def _box(node: Mapping[str, Any]) -> str | None:
    if isinstance(node.get("options"), list):
        return None
    for key in ("id", "fact", "date", "choose", "check", "strike"):
        if key in node:
            return str(node[key])
    return None


def _walk(node: Any, where: Where) -> Any:
    yield where, node
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _walk(value, (*where, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _walk(value, (*where, index))


def _line(plain: Any, where: Where) -> int:
    """The line (from 1) of the node at ``where``, as near as the reader marked it."""
    line, node = 0, plain
    for step in where:
        marks = getattr(node, "lc", None)
        if marks is None or marks.data is None or step not in marks.data:
            break
        line = marks.data[step][0]
        node = node[step]
    return line + 1


def _template(plain: Mapping[str, Any], folder: Path) -> t.FormTemplate:
    words = {name: dict(entries) for name, entries in plain.get("words", {}).items()}
    return t.FormTemplate(
        form_id=plain["form"],
        procedure_id=plain["procedure"],
        title=plain["title"],
        pages=tuple(
            overlay_page(page, folder, lambda node: _item(node, words))
            if isinstance(page, Mapping)
            else _blocks(page, words)
            for page in plain["pages"]
        ),
        margin=float(plain.get("margin", 12.0)),
        top=float(plain.get("top", 12.0)),
        words=words,
    )


WordLists: TypeAlias = Mapping[str, Mapping[str, str]]


def _blocks(plain: Sequence[Any], words: WordLists) -> tuple[t.Block, ...]:
    return tuple(_block(node, words) for node in plain)


def _block(node: Mapping[str, Any], words: WordLists) -> t.Block:
    at = node.get("at")
    return t.Block(
        content=_content(node, words),
        gap=float(node.get("gap", 2.0)),
        at=None if at is None else (float(at[0]), float(at[1])),
        width=node.get("width"),
    )


def _content(
    node: Mapping[str, Any], words: WordLists
) -> t.Table | t.Paragraph | t.Notes | t.Beside:
    if "table" in node:
        return _table(node["table"], words)
    if "notes" in node:
        notes = dict(node["notes"])
        return t.Notes(notes.pop("title", ""), tuple(notes.pop("items")), **notes)
    if "beside" in node:
        columns = tuple((float(c["width"]), _blocks(c["blocks"], words)) for c in node["beside"])
        return t.Beside(columns, float(node.get("gutter", 4.0)))
    if "title" in node:
        return t.Paragraph(
            node["title"], node.get("size", 16.0), node.get("align", "center"), "gothic"
        )
    return t.Paragraph(
        node.get("text", ""),
        node.get("size", 9.0),
        node.get("align", "left"),
        node.get("face", "mincho-p"),
    )


@dataclass(frozen=True, slots=True)
class _Given:
    """What a table says for all its cells."""

    spread: bool
    hand: t.Hand


def _table(node: Mapping[str, Any], words: WordLists) -> t.Table:
    usual, stretch = float(node.get("row_height", 8.0)), float(node.get("stretch", 1.0))
    given = _Given(bool(node.get("spread", False)), node.get("hand", "person"))
    rows = tuple(
        t.Row(
            float(row.get("height", usual)) * stretch,
            tuple(_cell(cell, words, given) for cell in row["cells"]),
            row.get("top", "thin"),
        )
        for row in expanded(node["rows"])
    )
    return t.Table(
        tuple(map(float, node["columns"])),
        rows,
        node.get("frame", "thick"),
        bool(node.get("office", False)),
        tuple(_repeated(row, words, given) for row in node["rows"] if "repeat" in row),
    )


def _repeated(node: Mapping[str, Any], words: WordLists, given: _Given) -> t.Repeated:
    cells = [_cell(cell, words, given) for cell in numbered(node, 0)["cells"]]
    items = (item for cell in cells for line in cell.lines for item in line.items)
    only = node.get("only", ".")[1:]
    return t.Repeated(node["repeat"], node["times"], tuple(items), node.get("label"), only)


def _cell(node: Mapping[str, Any], words: WordLists, given: _Given) -> t.Cell:
    lines = tuple(
        t.ItemLine(
            _line_items(line["items"], words),
            line.get("height"),
            line.get("align", node.get("align", "left")),
            line.get("top", "none"),
        )
        for line in node.get("lines", ())
    )
    if "line" in node:
        lines = (t.ItemLine(_line_items(node["line"], words), None, node.get("align", "left")),)
    return t.Cell(
        label=node.get("label"),
        group=node.get("group"),
        lines=lines,
        across=node.get("across", 1),
        down=node.get("down", 1),
        size=node.get("size"),
        spread=bool(node.get("spread", given.spread)),
        shaded=node.get("shaded"),
        top=node.get("top", "thin"),
        left=node.get("left", "thin"),
        pen=bool(node.get("pen", node.get("hand") == "signature")),
        office=bool(node.get("office", False)),
        hand=node.get("hand", given.hand),
    )


def _line_items(plain: Sequence[Any], words: WordLists) -> tuple[t.Item, ...]:
    return tuple(_item(node, words) for node in plain)


def _item(node: Any, words: WordLists) -> t.Item:
    if isinstance(node, str):
        return t.Words(node)
    match next(kind for kind in ("cells", *KINDS) if kind in node):
        case "text":
            return t.Words(node["text"], node.get("size"))
        case "code":
            return t.Square(float(node["code"]))
        case "space":
            return t.Space(float(node["space"]))
        case "pen":
            width = None if node["pen"] == "rest" else float(node["pen"])
            return t.Space(width, pen=True, sign=node.get("sign"))
        case "fact":
            return _written(node, words)
        case "cells":
            groups = node["cells"]
            return t.Cells(
                box=_box(node) or "",
                fact=node.get("fact"),
                groups=(groups,) if isinstance(groups, int) else tuple(groups),
                style=node.get("as", "digits"),
                align=node.get("align", "left"),
                cell=float(node.get("cell", 4.8)),
                printed=node.get("printed", ""),
            )
        case "date":
            return t.DateParts(
                box=_box(node) or "",
                fact=node["date"],
                eras=tuple(node.get("eras", ())),
                era=node.get("era"),
                cells=bool(node.get("boxes", False)),
                plus_days=node.get("plus_days", 0),
            )
    return _choice(node)


def _written(node: Mapping[str, Any], words: WordLists) -> t.Written:
    width = node.get("width")
    return t.Written(
        box=_box(node) or "",
        fact=node["fact"],
        style=node.get("as", "text"),
        width=None if width is None else float(width),
        size=float(node.get("size", 11.0)),
        floor=float(node.get("floor", 6.0)),
        lines=node.get("lines", 1),
        align=node.get("align", "left"),
        words=words.get(node["words"]) if "words" in node else None,
        on_sheet=node["label"] if node.get("overflow") == "sheet" else None,
        parts=() if "at" in node or "parts" not in node else _part_widths(node["parts"]),
        between=tuple(node.get("between", _BETWEEN.get(node.get("as", ""), ()))),
    )


_BETWEEN = {"phone": ("（", "）"), "postcode": ("－",)}
"""What is printed between the parts of a number, if the template does not say."""


def _part_widths(parts: Sequence[Any]) -> tuple[float, ...]:
    """Widths of blanks in a line; over a city's page parts are places, and stand elsewhere."""
    return tuple(float(part) for part in parts if not isinstance(part, list))


def _labels(options: Mapping[str, Any]) -> dict[str, str]:
    return {key: said if isinstance(said, str) else said["text"] for key, said in options.items()}


def _choice(node: Mapping[str, Any]) -> t.Choice:
    kind = next(kind for kind in MARKS if kind in node)
    fact = node[kind]
    options = node["options"]
    blank = isinstance(options, list)
    return t.Choice(
        box=_box(node) or "",
        fact=None if blank or "always" in node else fact,
        options={f"{i}": text for i, text in enumerate(options)} if blank else _labels(options),
        mark=MARKS[kind],
        always=node.get("always"),
        unlisted_blank=node.get("unlisted") == "blank",
        gap=float(node.get("gap", 4.0)),
        per_line=node.get("per_line"),
        size=node.get("size"),
    )
