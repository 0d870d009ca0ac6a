"""Renders the console's templates."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sync.office.database import unstamp

_JAPAN = timezone(timedelta(hours=9), "JST")
WEEKDAYS = "月火水木金土日"


def japan_time(instant: str) -> str:
    """「11月21日(土) 20:05」 in Japan, from the database's UTC text."""
    local = unstamp(instant).astimezone(_JAPAN)
    return f"{local.month}月{local.day}日({WEEKDAYS[local.weekday()]}) {local:%H:%M}"


def japan_day(clock: datetime) -> date:
    """Today at the counter."""
    return clock.astimezone(_JAPAN).date()


_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters["japan_time"] = japan_time


def render(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page.  ``session`` is the clerk's or ``None``; titles never hold a name."""
    office = request.app.state.office
    session = getattr(request.state, "session", None)
    html = _ENVIRONMENT.get_template(template).render(
        session=session,
        practice=office.settings.practice,
        city=office.pack.city.name,
        idle_seconds=office.settings.idle_minutes * 60,
        **values,
    )
    return HTMLResponse(html, status)
