"""How a person is told of letters that no face has."""

from __future__ import annotations

from collections.abc import Iterable

from forms.text.clusters import code_points, is_private


def letters_named(clusters: Iterable[str]) -> str:
    """``𠀋（U+2000B）、U+E000``: each letter with its code.

    A letter for private use has no agreed shape, so it is told by its code alone, as is a sequence
    that a screen would not show.
    """
    return "、".join(map(_named, clusters))


def letters_shown(clusters: Iterable[str]) -> str:
    """``「邉」「𠀋」``, for the person whose name it is: a code is no help there, so it stands only for
    a letter without an agreed shape."""
    return "".join(
        f"「{cluster if _can_be_shown(cluster) else code_points(cluster)}」" for cluster in clusters
    )


def _can_be_shown(cluster: str) -> bool:
    return not is_private(cluster) and cluster.strip() != "" and cluster[0].isprintable()


def _named(cluster: str) -> str:
    shown = "" if is_private(cluster) else cluster
    codes = code_points(cluster)
    return f"{shown}（{codes}）" if shown.strip() and shown.isprintable() else codes
