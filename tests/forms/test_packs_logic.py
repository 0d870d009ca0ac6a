"""The packs that we ship hold: each rule decides, each question is come to, わからない hides nothing."""

from datetime import date

import pytest

import assets
from forms.catalogue.cli import check_pack


@pytest.mark.timeout(300)
def test_the_pack_of_a_city_holds() -> None:
    check_pack("toyonaka", assets.ROOT / "packs", date(2026, 11, 21), release=False)
