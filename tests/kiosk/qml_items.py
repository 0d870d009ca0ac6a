"""What stands on a QML screen: targets and texts, by walking the visual items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QColor
from PySide6.QtQuick import QQuickItem, QQuickWindow

from tests.kiosk.qml_lines import broken

TARGETS = (
    "key.",
    "choice.",
    "tool.",
    "row.",
    "field.",
    "era.",
    "candidate.",
    "keyboard.",
    "language.",
)

READING = "reading"
"""Name of the furigana of a text."""


@dataclass(frozen=True)
class Target:
    """Something that can be touched; the rectangle is in px of the window."""

    name: str
    item: QQuickItem
    rect: QRectF


@dataclass(frozen=True)
class ShownText:
    """A visible text with letters; ``ink`` is the box that its lines take."""

    text: str
    item: QQuickItem
    ink: QRectF
    target: QQuickItem | None
    cut: bool


def walk(item: QQuickItem) -> Iterator[QQuickItem]:
    """All visible items under and with ``item``."""
    if not item.isVisible():
        return
    yield item
    for child in item.childItems():
        yield from walk(child)


def targets(window: QQuickWindow) -> list[Target]:
    """All that can be touched now."""
    return [
        Target(item.objectName(), item, _on_window(item))
        for item in walk(window.contentItem())
        if item.objectName().startswith(TARGETS)
    ]


def target(window: QQuickWindow, name: str) -> Target:
    """The one with this name."""
    found = [one for one in targets(window) if one.name == name]
    assert len(found) == 1, (name, [one.name for one in targets(window)])
    return found[0]


def centre(window: QQuickWindow, name: str) -> QPoint:
    """Where a finger goes for ``name``."""
    return target(window, name).rect.center().toPoint()


def texts(window: QQuickWindow) -> list[ShownText]:
    """All texts that can be read now."""
    shown = []
    for item in walk(window.contentItem()):
        if not item.inherits("QQuickText"):
            continue
        letters = str(item.property("text")).strip()
        if letters and _seen(item):
            shown.append(_shown(item, letters))
    return shown


def gap(one: QRectF, other: QRectF) -> float:
    """Free px between two rectangles; 0 when they touch or overlap."""
    dx = max(one.left() - other.right(), other.left() - one.right(), 0.0)
    dy = max(one.top() - other.bottom(), other.top() - one.bottom(), 0.0)
    return max(dx, dy)


def _on_window(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def _seen(item: QQuickItem) -> bool:
    parent: QQuickItem | None = item
    while parent is not None:
        if parent.opacity() == 0:
            return False
        parent = parent.parentItem()
    return True


def _shown(item: QQuickItem, letters: str) -> ShownText:
    width = float(item.property("contentWidth"))
    height = float(item.property("contentHeight"))
    left = float(item.property("inkX") or 0.0)
    cut = bool(item.property("truncated")) or width > item.width() + 1.5
    if item.objectName() == READING:  # its own transform makes it narrower
        ink = item.mapRectToScene(QRectF(0, 0, width, height))
    else:  # the transform puts the letters on the middle of their lines: the lines stay
        ink = item.parentItem().mapRectToScene(QRectF(item.x() + left, item.y(), width, height))
    return ShownText(letters, item, ink, _target_of(item), cut)


def _target_of(item: QQuickItem) -> QQuickItem | None:
    parent: QQuickItem | None = item
    while parent is not None:
        if parent.objectName().startswith(TARGETS):
            return parent
        parent = parent.parentItem()
    return None


def faults(window: QQuickWindow, px_per_mm: float, contrast: float = 0) -> list[str]:
    """What is wrong with the screen as it stands: sizes, gaps, edges, texts cut, covered or broken (look.md 1 to 4).

    ``contrast``: the least ratio of a text to its ground, which is taken from the drawn picture.
    """
    found: list[str] = []
    area = QRectF(0, 0, window.width(), window.height())
    smallest, nearest = int(16 * px_per_mm), int(3 * px_per_mm)
    touchable = targets(window)
    names = [one.name for one in touchable]
    found += [f"{name} twice" for name, following in pairwise(sorted(names)) if name == following]
    for index, one in enumerate(touchable):
        if min(one.rect.width(), one.rect.height()) < smallest:
            found.append(f"{one.name} is {one.rect.width():.0f}x{one.rect.height():.0f} px")
        if not area.contains(one.rect):
            found.append(f"{one.name} leaves the window")
        for other in touchable[index + 1 :]:
            if gap(one.rect, other.rect) < nearest:
                found.append(
                    f"{one.name} and {other.name}: {gap(one.rect, other.rect):.0f} px apart"
                )
    found += _paged(window)
    readable = texts(window)
    if contrast:
        found += _faint(window, readable, contrast)
    for index, text in enumerate(readable):
        label = text.text[:24]
        if text.cut:
            found.append(f"{label!r} is cut")
        if not area.contains(text.ink):
            found.append(f"{label!r} leaves the window")
        if text.target is None or not text.target.objectName().startswith("field."):
            found += broken(text.item)  # what a person types may break anywhere
        for one in touchable:
            if one.item is text.target:
                if not one.rect.adjusted(-1, -1, 1, 1).contains(_body(text)):
                    found.append(f"{label!r} leaves {one.name}")
            elif _overlap(_core(text.ink), one.rect):
                found.append(f"{label!r} lies on {one.name}")
        for later in readable[index + 1 :]:
            if not _reads(later.item, text.item) and _overlap(_core(text.ink), _core(later.ink)):
                found.append(f"{label!r} lies on {later.text[:24]!r}")
    return found


def _paged(window: QQuickWindow) -> Iterator[str]:
    """Blocks under the keys that turn the pages, and a head whose rows are on the page behind."""
    for column in paged(window):
        blocks = [item for item in walk(column) if item.property("gapBefore") is not None]
        if not blocks:
            continue
        lowest = max(blocks, key=lambda block: _on_window(block).bottom())
        if lowest.property("keepWithNext"):
            yield f"page {int(column.property('page')) + 1} ends with a head"
        for key in targets(window):
            if key.name == "key.page.up" and _overlap(_on_window(lowest), key.rect):
                yield f"a block lies under {key.name}"


def paged(window: QQuickWindow) -> list[QQuickItem]:
    """Columns whose rows are shown page by page."""
    return [item for item in walk(window.contentItem()) if item.property("pages")]


def _faint(window: QQuickWindow, readable: list[ShownText], least: float) -> Iterator[str]:
    """Texts that stand out too little: the most frequent colour beside the letters is their ground."""
    drawn = window.grabWindow()
    area = QRectF(0, 0, drawn.width() - 1, drawn.height() - 1)
    for text in readable:
        ink = text.ink.intersected(area)
        if text.target is not None:  # within its outline
            ink = ink.intersected(_on_window(text.target).adjusted(8, 8, -8, -8))
        colour = text.item.property("color")
        if ink.isEmpty() or colour.alpha() == 0:
            continue  # a name drawn from outlines
        seen = Counter(drawn.pixel(x, y) for x, y in _rim(ink))
        own = colour.rgb()
        ground = QColor.fromRgb(next((c for c, _ in seen.most_common() if c != own), own))
        if (ratio := _ratio(colour, ground)) < least:
            yield f"{text.text[:24]!r} {colour.name()} on {ground.name()}: {ratio:.1f}"


def _rim(ink: QRectF) -> Iterator[tuple[int, int]]:
    """Points along the edges of a text's box, where letters seldom are."""
    for step in range(25):
        x, y = ink.left() + step * ink.width() / 24, ink.top() + step * ink.height() / 24
        yield from ((int(x), int(ink.top())), (int(x), int(ink.bottom())))
        yield from ((int(ink.left()), int(y)), (int(ink.right()), int(y)))


def _ratio(one: QColor, other: QColor) -> float:
    """Contrast as WCAG 2.2 counts it."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _core(ink: QRectF) -> QRectF:
    """Lines are higher than their letters: leave out a sixth of a line above and below."""
    return ink.adjusted(1, 6, -1, -6)


def _body(text: ShownText) -> QRectF:
    """The letters themselves, as high as their face: lines are higher, and the first and last have air around."""
    if text.item.objectName() == READING:
        return _core(text.ink)
    size = text.item.property("font").pixelSize()
    air = (float(text.item.property("lineHeight")) - size) / 2
    return text.ink.adjusted(1, air, -1, -air)


def _reads(small: QQuickItem, base: QQuickItem) -> bool:
    """Whether ``small`` is a reading over the kanji of ``base``, whose lines have room for it."""
    return small.objectName() == READING and base.isAncestorOf(small)


def _overlap(one: QRectF, later: QRectF) -> bool:
    both = one.intersected(later)
    return both.width() > 2 and both.height() > 2
