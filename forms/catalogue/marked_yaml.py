"""YAML read by libyaml, with the place of each value: a kiosk reads its pack anew for every citizen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from forms.catalogue.places import Place

Path = tuple[str | int, ...]


def read(text: str, name: str) -> tuple[Any, dict[Path, Place]]:
    """The plain data of ``text``, and where each value stands in the file ``name``.

    A value of a mapping stands where it begins, a mapping or list in one where its key begins.

    :raises ruamel.yaml.error.MarkedYAMLError: it is no YAML, or says a key twice.
    """
    reader = YAML(typ="safe")
    node = reader.compose(text)
    if node is None:
        return None, {}
    data = _keys_as_text(reader.constructor.construct_document(node))
    return data, dict(_places(node, name, text.splitlines(), ()))


def _keys_as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _keys_as_text(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_keys_as_text(each) for each in value]
    return value


def _places(
    node: Node, name: str, lines: Sequence[str], path: Path
) -> Iterator[tuple[Path, Place]]:
    steps: Iterator[tuple[str | int, Node, Node]]
    if isinstance(node, MappingNode):
        steps = (
            (key.value, value, value if isinstance(value, ScalarNode) else key)
            for key, value in node.value
        )
    elif isinstance(node, SequenceNode):
        steps = ((index, value, value) for index, value in enumerate(node.value))
    else:
        return
    for step, value, standing in steps:
        line, column = standing.start_mark.line, standing.start_mark.column
        anchors = tuple(_anchors(value, lines, line, column))
        yield (*path, step), Place(name, line + 1, column + 1, anchors)
        yield from _places(value, name, lines, (*path, step))


def _anchors(
    node: Node, lines: Sequence[str], line: int, column: int
) -> Iterator[tuple[int, int, int]]:
    """Where each line of a text begins, in the text and in the file."""
    if not isinstance(node, ScalarNode):
        return
    if node.style in ("'", '"'):
        yield 0, line + 1, column + 2
    elif node.style in (">", "|"):
        found = 0
        for number in range(line + 1, len(lines)):
            content = lines[number].strip()
            found = node.value.find(content, found)
            if not content or found < 0:
                return
            yield found, number + 1, len(lines[number]) - len(lines[number].lstrip()) + 1
            found += len(content)
