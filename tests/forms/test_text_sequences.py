"""A sample of the campaign over every variation sequence; the seed is printed when it fails."""

from __future__ import annotations

import random

import pytest

from forms.render.faces import WRITTEN, face
from tests.forms import every_sequence


@pytest.mark.parametrize("name", WRITTEN)
def test_a_sample_of_the_sequences_reads_back(name: str) -> None:
    seed = random.SystemRandom().randrange(10**6)
    listed = every_sequence.sequences(name)
    assert len(listed) > 10_000
    sample = random.Random(seed).sample(listed, 300)
    assert list(every_sequence.compared(name, sample)) == [], f"seed {seed}"


def test_a_cluster_that_reads_otherwise_is_named() -> None:
    """The campaign can fail: a wrong expectation is narrowed down to its one cluster."""
    good = every_sequence.sequences("mincho")[:40]
    assert all(every_sequence._equal("mincho", good).values())
    drawn = every_sequence._drawn("mincho", good)
    assert every_sequence._read(drawn)["poppler"] == "".join(good)
    assert every_sequence._read(drawn)["poppler"] != "".join(letter[0] for letter in good)


def test_no_letter_of_the_campaign_is_without_a_glyph() -> None:
    for name in WRITTEN:
        assert all(face(name).glyph(one) is not None for one in every_sequence.plain(name)[:2000])
