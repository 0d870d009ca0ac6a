"""A sample of the campaign over every variation sequence; the seed is printed when it fails."""

from __future__ import annotations

import random

import pytest

from forms.render.faces import WRITTEN, face
from tests.forms import every_sequence
from tests.forms.drawn_outlines import differing


@pytest.mark.parametrize("name", WRITTEN)
def test_a_sample_of_the_sequences_reads_back(name: str) -> None:
    seed = random.SystemRandom().randrange(10**6)
    listed = every_sequence.sequences(name)
    assert len(listed) > 10_000
    sample = random.Random(seed).sample(listed, 300)
    assert list(every_sequence.compared(name, sample)) == [], f"seed {seed}"


def test_the_campaign_names_the_one_cluster_that_reads_otherwise() -> None:
    listed = every_sequence.sequences("mincho")[:700]
    [found] = every_sequence.compared("mincho", [*listed[:650], "\ufb01", *listed[650:]])
    assert (found.cluster, found.reader, found.read) == ("\ufb01", "pdfium", "fi")
    assert found.reason


@pytest.mark.parametrize("name", WRITTEN)
def test_the_outline_in_the_pdf_is_the_fonts_for_a_sample(name: str) -> None:
    seed = random.SystemRandom().randrange(10**6)
    listed = [*every_sequence.sequences(name), *every_sequence.plain(name)]
    sample = random.Random(seed).sample(listed, 150)
    assert list(every_sequence.outlines(name, sample)) == [], f"seed {seed}"


def test_another_outline_is_noticed() -> None:
    drawn = every_sequence.drawn("ipamj", ["葛\U000e0102", "葛"])
    assert list(differing(drawn, "ipamj", ["葛", "葛"])) == ["U+845B"]


def test_no_letter_of_the_campaign_is_without_a_glyph() -> None:
    for name in WRITTEN:
        assert all(face(name).glyph(one) is not None for one in every_sequence.plain(name)[:2000])
