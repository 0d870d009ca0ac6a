"""Each problem of a form has its words in both languages."""

from __future__ import annotations

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Message

import assets
from forms.failures import FormProblemCode


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_code_has_its_texts_and_no_text_is_left_over(language: str) -> None:
    path = assets.ROOT / "wording" / language / "failures-forms.ftl"
    bundle = FluentBundle([language], use_isolating=False)
    resource = FluentResource(path.read_text(encoding="utf-8"))
    bundle.add_resource(resource)
    wanted = {
        "failure-" + code.value.replace(".", "-").replace("_", "-") for code in FormProblemCode
    }
    lines = {name.replace("failure-", "problem-") for name in wanted}
    written = {entry.id.name for entry in resource.body if isinstance(entry, Message)}
    assert written == wanted | lines
    for name in wanted:
        message = bundle.get_message(name)
        assert set(message.attributes) == {"safe", "next", "staff"}
        assert message.value is not None
