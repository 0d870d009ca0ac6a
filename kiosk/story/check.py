"""What must hold of a played story: its own expectations, and what holds of every story."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kiosk.story.story import Story

Transcript = Mapping[str, Any]


def faults(story: Story, transcript: Transcript, folder: Path) -> list[str]:
    """Everything that is wrong, in words; empty when the story went as told."""
    return [
        *_once_only(transcript),
        *_expected(story, transcript),
        *_complete(transcript),
        *_printed(transcript, folder),
    ]


def _once_only(transcript: Transcript) -> Iterator[str]:
    asked = Counter(entry["question"] for entry in transcript["asked"])
    yield from (f"asked {n} times: {question}" for question, n in asked.items() if n > 1)
    from_card = {f for f, s in transcript["facts"].items() if s.get("source") == "card"}
    for entry in transcript["asked"]:
        if twice := from_card & set(entry["facts"]):
            yield f"{entry['question']} asks what the card said: {sorted(twice)}"
        if not entry["why"]:
            yield f"{entry['question']} was asked without a reason"


def _expected(story: Story, transcript: Transcript) -> Iterator[str]:
    expect = story.expect
    states = {p["id"]: p["state"] for p in transcript["procedures"]}
    for procedure, state in expect.get("procedures", {}).items():
        if states.get(procedure) != state:
            yield f"{procedure} is {states.get(procedure)}, told was {state}"
    asked = {fact for entry in transcript["asked"] for fact in entry["facts"]}
    yield from (f"asked for {fact}" for fact in expect.get("not_asked", ()) if fact in asked)
    failures = set(transcript["failures"])
    for code in expect.get("failures", ()):
        if code not in failures:
            yield f"the failure {code} was never shown; shown were {sorted(failures)}"
    for form, boxes in expect.get("forms", {}).items():
        fields: Mapping[str, str] = next(
            (f["fields"] for f in transcript["forms"] if f["form"] == form), {}
        )
        for box, text in boxes.items():
            if fields.get(box) != text:
                yield f"{form}.{box} is {fields.get(box)!r}, told was {text!r}"
    if "prints" in expect:
        done = [job for job in transcript["print_jobs"] if job["kind"] == "forms"]
        settled = sum(job["outcome"] == "printed" for job in done)
        if settled != expect["prints"]:
            yield f"{settled} jobs of forms were printed, told were {expect['prints']}"
    written = {text for form in transcript["forms"] for text in form["fields"].values()}
    yield from (f"{text} is in no box" for text in expect.get("texts", ()) if text not in written)
    delivery = transcript["submission"].get("delivery_at_the_end_of_the_session")
    if expect.get("delivery", delivery) != delivery:
        yield f"the submission was {delivery} when the session ended"
    unused = transcript.get("unused", [])
    if unused:
        yield f"rows of the story that were never used: {unused}"


def _complete(transcript: Transcript) -> Iterator[str]:
    for procedure in transcript["procedures"]:
        if procedure["state"] == "undecided":
            yield f"{procedure['id']} stayed undecided"
    submission = transcript["submission"]
    if submission.get("office_id") not in {None, submission["id"]}:
        yield "the office holds another submission id"
    for there in transcript.get("office", {}).get("forms", ()):
        here = next((f for f in transcript["forms"] if f["form"] == there["form"]), None)
        if here is None or here["fields"] != there["fields"]:
            yield f"{there['form']} is not filled alike at kiosk and office"


def _printed(transcript: Transcript, folder: Path) -> Iterator[str]:
    """Every field of every form whose PDF is there comes back from it by poppler."""
    for form in transcript["forms"]:
        pdf = form.get("pdf")
        if not pdf:
            continue
        text = squeezed(pdf_text(folder / pdf))
        for box, value in form["fields"].items():
            if squeezed(value) not in text:
                yield f"{form['form']}.{box}: {value!r} is not in {pdf}"


def pdf_text(path: Path) -> str:
    """The text of a PDF as poppler's pdftotext reads it."""
    done = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True
    )
    return done.stdout.decode("utf-8")


def squeezed(text: str) -> str:
    """Without any space: poppler keeps neither U+3000 nor the breaks of a wrapped box."""
    return "".join(text.split())
