"""The console in a real Chromium, with and without JavaScript, against a real server process."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from forms.facts.values import DontKnow, Known, Source
from sync.envelope.wire import CONTENT_TYPE
from sync.office import audit, cases
from sync.office.cases import CaseRow
from sync.office.process import Clerk, OfficeProcess
from sync.office.tables import to_open
from tests.support.browser import chromium, page
from tests.support.keeper import until
from tests.support.office_cases import (
    CLERK,
    DECEASED,
    OTHER,
    VISITOR,
    Kiosk,
    mother_kokuho,
    unsure_heir,
)
from tests.support.postgres import PostgresCluster, postgres

CORRECTED = "葛\U000e0101西　春江"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeProcess]:
    with _office(tmp_path_factory.mktemp("office"), None) as running:
        yield running


def _office(folder: Path, url: str | None) -> OfficeProcess:
    made = OfficeProcess(folder, url, refresh_seconds=5)
    made.add_clerk(CLERK)
    made.add_clerk(OTHER)
    return made.start()


@pytest.fixture(scope="module")
def kiosk(office: OfficeProcess) -> Kiosk:
    return Kiosk(office).enrol()


def log_in(at: Page, office: OfficeProcess, clerk: Clerk = CLERK) -> None:
    at.goto(office.url)
    at.get_by_label("職員番号").fill(clerk.name)
    at.get_by_label("パスワード").fill(clerk.password)
    at.get_by_role("button", name="ログインする").click()
    expect(at.get_by_role("heading", name="受付一覧")).to_be_visible()


def found(office: OfficeProcess, case_id: UUID) -> CaseRow | None:
    with office.database.reading() as connection:
        return cases.one(connection, str(case_id))


def row_of(office: OfficeProcess, case_id: UUID) -> CaseRow:
    row = found(office, case_id)
    assert row is not None
    return row


def work_through(at: Page, office: OfficeProcess, number: str) -> None:
    """Log in, find the case, correct the name, claim, confirm."""
    log_in(at, office)
    at.get_by_label("受付番号").fill(number)
    at.get_by_role("button", name="さがす").click()
    expect(at.get_by_role("heading", name=f"受付番号 {number}")).to_be_visible()
    expect(at.locator(".people")).to_contain_text(DECEASED)
    at.get_by_role("link", name="亡くなった方の氏名を直す").click()
    at.get_by_label("正しい内容").fill(CORRECTED)
    at.get_by_role("button", name="この内容に直す").click()
    fact = at.locator("[id='fact-deceased.name']")
    expect(fact).to_contain_text(CORRECTED)
    expect(fact).to_contain_text(f"訂正前：{DECEASED}")
    expect(fact).to_contain_text(CLERK.display_name)
    at.get_by_role("button", name="保険給付課：担当する").click()
    at.get_by_role("button", name="保険給付課：受付する").click()
    expect(at.locator(".stampline")).to_contain_text("受付")
    expect(at.locator(".state.confirmed")).to_have_text("受付済み")


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
def test_a_clerk_corrects_and_confirms_a_case(
    browser: Browser, office: OfficeProcess, kiosk: Kiosk, javascript: bool
) -> None:
    number = f"B-{int(javascript)}01"
    case_id = kiosk.send(mother_kokuho(), number)
    with page(browser, javascript=javascript) as at:
        work_through(at, office, number)
    states = {t.procedure: t.state.value for t in row_of(office, case_id).tasks}
    assert states["okuyami.kokuho_sosaihi"] == "confirmed"
    assert states["okuyami.kaigo_loss"] == "received"
    with office.database.reading() as connection:
        assert audit.broken_at(connection) is None
    stored = (office.settings.folder / "office.db").read_bytes() + office.log_text().encode()
    for name in (DECEASED, CORRECTED, VISITOR, "春江", "花子"):
        assert name.encode() not in stored


def test_the_case_says_who_files_what_waits_and_what_other_offices_do(
    browser: Browser, office: OfficeProcess, kiosk: Kiosk
) -> None:
    facts = mother_kokuho() | {
        "deceased.registered": Known("this_city", Source.CITIZEN),
        "deceased.postcode": Known("5618501", Source.CITIZEN),
        "deceased.address": Known("大阪府豊中市中桜塚3丁目1番1号", Source.CITIZEN),
        "deceased.high_medical_cost": Known(True, Source.CITIZEN),
        "heirs.may_renounce": DontKnow(),
    }
    case_id = kiosk.send(facts, "B-300")
    with page(browser) as at:
        log_in(at, office)
        at.goto(f"{office.url}/cases/{case_id}")
        leaving = at.locator("tr", has_text="国民健康保険をやめる届け出")
        expect(leaving).to_contain_text("委任状が要ります")
        expect(leaving).to_contain_text("令和8年11月30日（月）")  # 29 November is a Sunday
        expect(leaving).to_contain_text("令和8年11月29日（日）が閉庁日のため")
        held = at.locator("tr", has_text="高額療養費")
        expect(held).to_contain_text("先に相談：相続放棄をするかもしれない方は")
        at.locator("summary", has_text="市役所の外での手続き").click()
        expect(at.get_by_text("相続をしないことにするとき（相続放棄）")).to_be_visible()
        expect(at.get_by_role("link", name="理由の紙を印刷（PDF）")).to_be_visible()
        answer = at.request.get(f"{office.url}/cases/{case_id}/reasons.pdf")
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.body().startswith(b"%PDF-")


def test_a_section_prints_what_it_hands_over_and_what_it_types(
    browser: Browser, office: OfficeProcess, kiosk: Kiosk
) -> None:
    case_id = kiosk.send(mother_kokuho(), "B-400")
    with page(browser) as at:
        log_in(at, office)
        at.goto(f"{office.url}/cases/{case_id}")
        typing = at.get_by_role("link", name="保険資格課：転記票（PDF）")
        expect(at.get_by_role("link", name="保険資格課：引継票（PDF）")).to_have_count(1)
        base = str(typing.get_attribute("href")).removesuffix("/transcription.pdf")
        for name in ("transcription.pdf", "handover.pdf", "../../lists.pdf"):
            answer = at.request.get(f"{office.url}{base}/{name}")
            assert answer.body().startswith(b"%PDF-"), name
        rows = at.request.get(f"{office.url}{base}/transcription.csv").body().decode("utf-8-sig")
        # Died on 15 November: the insurance ends on the day after.
        assert (
            '"国民健康保険　資格喪失","3","喪失年月日","5081116","本人の入力","deceased.death_date"'
            in rows
        )
        assert f'"氏名","{DECEASED}"' in rows
        none = at.request.get(f"{office.url}/cases/{case_id}/sections/nothing/handover.pdf")
        assert none.status == 404


def test_the_same_on_postgresql(browser: Browser, tmp_path: Path) -> None:
    with postgres() as cluster, _on_postgres(tmp_path, cluster) as office:
        kiosk = Kiosk(office).enrol()
        kiosk.send(mother_kokuho(), "P-001")
        with page(browser, javascript=False) as at:
            work_through(at, office, "P-001")
        dump = cluster.dump("office")
        assert b"P-001" in dump
        for name in (DECEASED, CORRECTED, VISITOR, "春江", "花子"):
            assert name.encode() not in dump


def _on_postgres(folder: Path, cluster: PostgresCluster) -> OfficeProcess:
    return _office(folder, cluster.database("office"))


def _text(document: bytes, folder: Path) -> str:
    """What stands on a PDF, without spaces: pdftotext shows that of a name as it likes (engineering.md, PDFs)."""
    path = folder / "form.pdf"
    path.write_bytes(document)
    read = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, timeout=30
    )
    return re.sub(r"\s", "", read.stdout.decode())


def test_the_corrected_form_prints_the_new_name(
    browser: Browser, office: OfficeProcess, kiosk: Kiosk, tmp_path: Path
) -> None:
    case_id = kiosk.send(mother_kokuho(), "B-200")
    form = f"/cases/{case_id}/forms/kokuho_sosaihi/okuyami.kokuho_sosaihi"
    with page(browser, javascript=False) as at:
        log_in(at, office)
        at.goto(f"{office.url}/cases/{case_id}/facts/deceased.name")
        at.get_by_label("正しい内容").fill(CORRECTED)
        at.get_by_role("button", name="この内容に直す").click()
        at.goto(office.url + form)
        expect(at.locator("p.meta .chip")).to_have_text("見本")  # of the pack's drawings
        picture = at.get_by_role("img", name="1ページ目")
        assert picture.evaluate("image => image.naturalWidth") > 1000
        answer = at.request.get(f"{office.url}{form}/form.pdf")
        document, headers = answer.body(), answer.headers
        at.get_by_role("button", name="署名をいただいた").click()
        expect(at.locator("p.done")).to_contain_text("署名")
    assert headers["content-type"] == "application/pdf"
    assert headers["cache-control"] == "no-store"
    bare = _text(document, tmp_path)
    assert re.sub(r"\s", "", CORRECTED) in bare
    assert re.sub(r"\s", "", DECEASED) not in bare


def test_numbers_typed_once_stand_on_every_form_of_the_case(
    browser: Browser, office: OfficeProcess, kiosk: Kiosk, tmp_path: Path
) -> None:
    """All on one page: those of 国保 and 介護, each on two forms or more, and the amount on one."""
    case_id = kiosk.send(mother_kokuho(), "B-210")
    case = f"{office.url}/cases/{case_id}"
    numbers = {"kokuho_number": "0123456701", "kaigo_number": "0012345678"}
    with page(browser, javascript=False) as at:
        log_in(at, office)
        at.goto(case)
        at.get_by_role("link", name="まとめて入力する").click()
        at.get_by_label("国民健康保険の記号番号").fill(numbers["kokuho_number"])
        kaigo = at.get_by_label("介護保険の被保険者番号")
        kaigo.fill("123")
        at.get_by_label("葬祭費の申請金額").fill("５０，０００円")
        at.get_by_role("button", name="入力した内容を入れる").click()
        expect(at.locator("[id='deceased.kaigo_number.fault']")).to_contain_text("10けた")
        expect(at.get_by_label("国民健康保険の記号番号")).to_have_value(numbers["kokuho_number"])
        kaigo.fill(numbers["kaigo_number"])
        at.get_by_role("button", name="入力した内容を入れる").click()
        expect(at.locator("[id='fact-deceased.kokuho_number']")).to_contain_text("0123456701")
        links = at.locator("table.procedures a").evaluate_all("all => all.map(each => each.href)")
        on = {
            link.split("/")[-2]: _text(at.request.get(f"{link}/form.pdf").body(), tmp_path)
            for link in dict.fromkeys(links)
        }
    with_kokuho = {form for form, text in on.items() if numbers["kokuho_number"] in text}
    with_kaigo = {form for form, text in on.items() if numbers["kaigo_number"] in text}
    assert with_kokuho == {"kokuho_soshitsu", "kokuho_sosaihi"}
    assert with_kaigo == {"kaigo_soshitsu", "kaigo_daihyo"}
    assert "50,000円" in on["kokuho_sosaihi"]
    with office.database.reading() as connection:
        assert audit.broken_at(connection) is None


def test_the_second_clerk_is_told_that_somebody_was_first(
    browser: Browser, office: OfficeProcess, kiosk: Kiosk
) -> None:
    case_id = kiosk.send(mother_kokuho(), "B-300")
    with page(browser) as first, page(browser) as second:
        log_in(first, office)
        log_in(second, office, OTHER)
        for at in (first, second):
            at.goto(f"{office.url}/cases/{case_id}")
        first.get_by_role("button", name="市民課：担当する").click()
        expect(first.get_by_role("button", name="市民課：受付する")).to_be_visible()
        second.get_by_role("button", name="市民課：担当する").click()
        expect(second.get_by_role("heading", name="ほかの職員が、先に操作しました")).to_be_visible()
        second.get_by_role("link", name="いまの状態を見る").click()
        expect(second.get_by_role("button", name="市民課：引き継ぐ")).to_be_visible()
        expect(second.locator("main")).to_contain_text(f"担当中（{CLERK.display_name}）")
    task = next(t for t in row_of(office, case_id).tasks if t.section == "shimin")
    assert task.owner_name == CLERK.display_name


def test_by_keyboard_alone(browser: Browser, office: OfficeProcess, kiosk: Kiosk) -> None:
    case_id = kiosk.send(mother_kokuho(), "B-400")
    with page(browser, javascript=False) as at:
        at.goto(office.url)
        expect(at.get_by_label("職員番号")).to_be_focused()  # by itself
        at.keyboard.type(CLERK.name)
        at.keyboard.press("Tab")
        at.keyboard.type(CLERK.password)
        at.keyboard.press("Enter")
        expect(at.get_by_role("heading", name="受付一覧")).to_be_visible()
        at.goto(f"{office.url}/cases/{case_id}")
        for _ in range(40):
            at.keyboard.press("Tab")
            focused = at.locator(":focus")
            if focused.get_attribute("aria-label") == "市民課：担当する":
                break
        at.keyboard.press("Enter")
        expect(at.get_by_role("button", name="市民課：受付する")).to_be_visible()


def test_an_answer_found_out_at_the_counter_settles_the_procedures(
    browser: Browser, office: OfficeProcess, kiosk: Kiosk
) -> None:
    case_id = kiosk.send(unsure_heir(), "B-500")
    with page(browser, javascript=False) as at:
        log_in(at, office)
        at.goto(f"{office.url}/cases/{case_id}")
        expect(at.locator(".need.check").first).to_have_text("窓口で確認")
        at.get_by_role("button", name="保険資格課：担当する").click()
        # Two insurances are possible, and one for the family: no one press files them all.
        expect(at.get_by_role("button", name="保険資格課：受付する")).to_have_count(0)
        expect(at.get_by_role("button", name="必要と確かめて受け付ける")).to_have_count(3)
        at.locator(".notice").get_by_role("link", name="健康保険").click()
        at.get_by_label("後期高齢者医療").check()
        at.get_by_role("button", name="この内容に直す").click()
        expect(at.get_by_role("heading", name="受付番号 B-500")).to_be_visible()
        rows = at.locator("table.procedures tbody tr")
        kouki = rows.filter(has_text="後期高齢者医療をやめる届け出")
        expect(kouki.locator(".need")).to_have_text("必要")
        assert rows.filter(has_text="国民健康保険をやめる").count() == 0
        at.get_by_role("button", name="保険資格課：受付する").click()
        expect(at.locator(".stampline")).to_contain_text("受付")


def test_a_return_needs_a_reason_and_shows_it(
    browser: Browser, office: OfficeProcess, kiosk: Kiosk
) -> None:
    case_id = kiosk.send(mother_kokuho(), "B-600")
    with page(browser, javascript=False) as at:
        log_in(at, office)
        at.goto(f"{office.url}/cases/{case_id}")
        at.get_by_role("button", name="長寿安心課：担当する").click()
        at.get_by_text("来庁の方に差し戻す").click()
        at.get_by_label("持ち物がそろっていない").check()
        at.get_by_label("ひとこと").fill("被保険者証をお持ちください")
        at.get_by_role("button", name="差し戻す").click()
        for task in (0, 1):  # both of the section's
            expect(at.locator("p.why").nth(task)).to_contain_text("持ち物がそろっていない")
            expect(at.locator("p.why").nth(task)).to_contain_text("被保険者証をお持ちください")


def test_a_wrong_entry_is_explained_and_kept(
    browser: Browser, office: OfficeProcess, kiosk: Kiosk
) -> None:
    case_id = kiosk.send(mother_kokuho(), "B-700")
    with page(browser, javascript=False) as at:
        log_in(at, office)
        at.goto(f"{office.url}/cases/{case_id}/facts/visitor.phone")
        at.get_by_label("正しい内容").fill("12-34")
        at.get_by_role("button", name="この内容に直す").click()
        expect(at.get_by_role("alert")).to_contain_text("電話番号は0から始まる")
        expect(at.get_by_label("正しい内容")).to_have_value("12-34")
        at.goto(f"{office.url}/cases/{case_id}/facts/deceased.death_date")
        at.get_by_label("日", exact=True).fill("31")
        at.get_by_role("button", name="この内容に直す").click()
        expect(at.get_by_role("alert")).to_contain_text("その日付はありません")


def test_a_doubtful_name_is_asked_about_and_the_clerk_decides(
    browser: Browser, office: OfficeProcess, kiosk: Kiosk
) -> None:
    case_id = kiosk.send(mother_kokuho(), "B-750")
    with page(browser, javascript=False) as at:
        log_in(at, office)
        at.goto(f"{office.url}/cases/{case_id}/facts/deceased.name")
        expect(at.get_by_label("住民票・戸籍にこの字で載っている")).to_have_count(0)
        at.get_by_label("正しい内容").fill("葛西1　春子")
        at.get_by_role("button", name="この内容に直す").click()
        expect(at.get_by_role("alert")).to_have_text(
            "氏名から数字を消してください。（1（U+0031））"
        )
        expect(at.get_by_label("正しい内容")).to_have_value("葛西1　春子")
        at.get_by_label("住民票・戸籍にこの字で載っている").check()
        at.get_by_role("button", name="この内容に直す").click()
        expect(at.get_by_role("heading", name="受付番号 B-750")).to_be_visible()
        expect(at.locator("main")).to_contain_text("葛西1")


def test_no_page_has_a_name_in_title_or_address_and_every_field_has_a_label(
    browser: Browser, office: OfficeProcess, kiosk: Kiosk
) -> None:
    case = f"/cases/{kiosk.send(mother_kokuho(), 'B-800')}"
    with page(browser) as at:
        log_in(at, office)
        for path in (
            "/",
            "/?section=shimin&stage=waiting",
            "/search?number=nothing",
            case,
            f"{case}/facts/deceased.name",
            f"{case}/facts/deceased.birth",
            f"{case}/facts/deceased.insurance",
            f"{case}/numbers",
            f"{case}/forms/kokuho_sosaihi/okuyami.kokuho_sosaihi",
        ):
            answer = at.goto(office.url + path)
            assert answer is not None
            assert answer.status == 200, path
            assert answer.headers["cache-control"] == "no-store"
            assert "default-src 'none'" in answer.headers["content-security-policy"]
            assert "script" not in answer.headers["content-security-policy"]
            shown = at.title() + at.url
            assert not any(name in shown for name in (*DECEASED, *VISITOR)), path
            assert at.locator("script").count() == 0
            unlabelled = at.evaluate(
                "[...document.querySelectorAll('input:not([type=hidden]),select')]"
                ".filter(e => !e.labels.length).map(e => e.outerHTML)"
            )
            assert unlabelled == [], path
            wide = at.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide == 0, path


def test_two_cases_with_one_number_are_both_offered(
    browser: Browser, office: OfficeProcess, kiosk: Kiosk
) -> None:
    first = kiosk.send(mother_kokuho(), "B-850")
    second = kiosk.send(mother_kokuho(), "B-850", supersedes=first)
    with page(browser, javascript=False) as at:
        log_in(at, office)
        at.get_by_label("受付番号").fill("B-850")
        at.get_by_role("button", name="さがす").click()
        expect(at.get_by_role("link", name="B-850")).to_have_count(2)
        at.goto(f"{office.url}/cases/{first}")
        expect(at.get_by_role("alert")).to_contain_text("送りなおされています")
        at.get_by_role("link", name="新しい受付をひらく").click()
        expect(at).to_have_url(f"{office.url}/cases/{second}")
        expect(at.get_by_role("link", name="前の受付を見る")).to_be_visible()


def test_the_list_finds_new_cases_by_itself_without_keeping_the_session(
    browser: Browser, office: OfficeProcess, kiosk: Kiosk
) -> None:
    with page(browser, javascript=False) as at:
        log_in(at, office)
        kiosk.send(mother_kokuho(), "B-860")
        expect(at.get_by_role("link", name="B-860")).to_be_visible(timeout=40_000)
        assert "auto=1" in at.url
    client, _ = _session(office)
    assert "set-cookie" in client.get(office.url, timeout=60).headers
    assert "set-cookie" not in client.get(f"{office.url}/?auto=1", timeout=60).headers


def _session(office: OfficeProcess) -> tuple[requests.Session, str]:
    """A logged-in HTTP client and its form token."""
    client = requests.Session()
    client.post(f"{office.url}/login", {"name": CLERK.name, "password": CLERK.password}, timeout=60)
    found = re.search(
        r'name="csrf" value="([0-9a-f]{64})"', client.get(office.url, timeout=60).text
    )
    assert found is not None
    return client, found[1]


def test_forms_from_elsewhere_change_nothing(office: OfficeProcess, kiosk: Kiosk) -> None:
    case_id = kiosk.send(mother_kokuho(), "B-900")
    client, token = _session(office)
    before = row_of(office, case_id)
    task = before.tasks[0]
    fields = {"action": "claim", "task": f"{task.id}:{task.version}"}
    url = f"{office.url}/cases/{case_id}/tasks"
    for extra, headers in (
        ({}, {}),
        ({"csrf": "0" * 64}, {}),
        ({"csrf": token}, {"Origin": "http://elsewhere.invalid"}),
        ({"csrf": token}, {"Sec-Fetch-Site": "cross-site"}),
    ):
        answer = client.post(url, {**fields, **extra}, headers=headers, timeout=60)
        assert answer.status_code == 403
    assert row_of(office, case_id) == before
    answer = client.post(url, {**fields, "csrf": token}, timeout=60, allow_redirects=False)
    assert answer.status_code == 303


def test_nothing_is_shown_without_logging_in(office: OfficeProcess, kiosk: Kiosk) -> None:
    case = f"{office.url}/cases/{kiosk.send(mother_kokuho(), 'B-910')}"
    for path in ("", "/facts/deceased.name", "/forms.pdf", "/forms/a/b", "/forms/a/b/form.pdf"):
        answer = requests.get(case + path, timeout=60, allow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    answer = requests.post(
        f"{office.url}/login",
        {"name": CLERK.name, "password": CLERK.password},
        timeout=60,
        allow_redirects=False,
    )
    assert {"HttpOnly", "SameSite=strict"} <= set(answer.headers["set-cookie"].split("; "))


def test_logging_out_ends_the_session_everywhere(office: OfficeProcess) -> None:
    client, token = _session(office)
    copy = requests.Session()
    copy.cookies.update(client.cookies)
    assert copy.get(office.url, timeout=60, allow_redirects=False).status_code == 200
    client.post(f"{office.url}/logout", {"csrf": token}, timeout=60)
    answer = copy.get(office.url, timeout=60, allow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?idle=1")


def test_wrong_addresses_get_a_page_and_kiosks_get_json(office: OfficeProcess) -> None:
    client, _ = _session(office)
    answer = client.get(f"{office.url}/cases/{uuid4()}", timeout=60)
    assert (answer.status_code, "その受付はありません" in answer.text) == (404, True)
    answer = client.get(f"{office.url}/nowhere", timeout=60)
    assert (answer.status_code, "そのページはありません" in answer.text) == (404, True)
    assert _put(office, "not-a-uuid", b"") == (400, "office.not_an_envelope")
    assert _put(office, str(uuid4()), b"{}") == (400, "office.not_an_envelope")
    assert _put(office, str(uuid4()), b"x" * (2048 * 1024 + 1)) == (413, "office.too_large")
    assert _put(office, str(uuid4()), b"{}", "text/html") == (415, "office.content_type")


def _put(
    office: OfficeProcess, name: str, body: bytes, kind: str = CONTENT_TYPE
) -> tuple[int, str]:
    answer = requests.put(
        f"{office.url}/v1/submissions/{name}",
        data=body,
        headers={"Content-Type": kind},
        timeout=60,
    )
    return answer.status_code, answer.json()["error"]


def test_a_submission_survives_a_restart_without_its_case(tmp_path: Path, browser: Browser) -> None:
    """The office dies between taking a submission in and opening it."""
    with _office(tmp_path, None) as office:
        kiosk = Kiosk(office).enrol()
        case_id = kiosk.send(mother_kokuho(), "R-001")
        office.stop()
        with office.database.writing() as connection:
            connection.exec_driver_sql("DELETE FROM tasks")
            connection.exec_driver_sql("DELETE FROM cases")
            connection.execute(to_open.insert().values(submission_id=str(case_id)))
        office.start()
        until(lambda: found(office, case_id) is not None)  # the opener makes it, on its own time
        assert row_of(office, case_id).number == "R-001"
        with page(browser) as at:
            log_in(at, office)
            expect(at.get_by_role("link", name="R-001")).to_be_visible()
