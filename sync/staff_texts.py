"""What staff of a kiosk read in Japanese or English: ``assets/wording/<language>/<file>``."""

from __future__ import annotations

from functools import cache

from fluent.runtime import FluentBundle, FluentResource

from assets import ROOT


def staff_text(file: str, message: str, language: str, part: str = "") -> str:
    """The message's own text, or its attribute ``part``; both without variables."""
    bundle = _bundle(file, language)
    found = bundle.get_message(message)
    pattern = found.attributes[part] if part else found.value
    assert pattern is not None
    said, faults = bundle.format_pattern(pattern)
    assert not faults
    return str(said)


@cache
def _bundle(file: str, language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    text = (ROOT / "wording" / language / file).read_text("utf-8")
    bundle.add_resource(FluentResource(text))
    return bundle
