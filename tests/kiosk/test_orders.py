"""What happens to an order that comes while another one is being done."""

from __future__ import annotations

from collections.abc import Iterator
from multiprocessing import Pipe
from multiprocessing.connection import Connection

import pytest

from kiosk.app.orders import Orders
from kiosk.app.worker import Abandon, NotePapers, PrintTest

PAPERS = NotePapers((0,), ())


@pytest.fixture
def ends() -> Iterator[tuple[Connection, Orders]]:
    ours, theirs = Pipe()
    with ours, theirs:
        yield ours, Orders(theirs)


def test_to_abandon_stops_the_present_order_and_no_other(ends: tuple[Connection, Orders]) -> None:
    pipe, orders = ends
    pipe.send(PrintTest())
    assert orders.take() == PrintTest()
    assert not orders.stopped()
    pipe.send(Abandon())
    pipe.send(PAPERS)
    stopped = orders.stopped()
    assert (stopped, orders.replaced) == (True, False)
    assert orders.take() == PAPERS
    assert (orders.stopped(), orders.replaced) == (False, False)


def test_papers_go_on_and_the_next_order_waits(ends: tuple[Connection, Orders]) -> None:
    pipe, orders = ends
    pipe.send(PAPERS)
    orders.take()
    pipe.send(PrintTest())
    assert (orders.stopped(), orders.replaced) == (False, False)
    pipe.send(Abandon())
    assert orders.stopped()
    assert orders.take() == PrintTest()


def test_a_single_sheet_gives_way(ends: tuple[Connection, Orders]) -> None:
    pipe, orders = ends
    pipe.send(PrintTest())
    orders.take()
    orders.give_way()
    pipe.send(PAPERS)
    assert (orders.stopped(), orders.replaced) == (True, True)
    assert orders.take() == PAPERS
    assert not orders.replaced


def test_the_end_of_the_pipe_is_the_end(ends: tuple[Connection, Orders]) -> None:
    pipe, orders = ends
    pipe.close()
    with pytest.raises(EOFError):
        orders.take()
