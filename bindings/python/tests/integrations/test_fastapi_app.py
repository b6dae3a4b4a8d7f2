"""The example app for FastAPI: in this process, and as a server for what streams."""

from __future__ import annotations

import csv
import io
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="needs FastAPI (Debian: python3-fastapi)")
httpx = pytest.importorskip("httpx", reason="needs httpx (Debian: python3-httpx)")

from fastapi.testclient import TestClient  # noqa: E402
from fastapi_app.main import SCHEMA, app  # noqa: E402

from phony import Phony  # noqa: E402

EXAMPLES = str(Path(__file__).resolve().parents[2] / "examples")


@pytest.fixture(scope="module")
def client() -> TestClient:
    """Asks the app in this process."""
    return TestClient(app)


def items(client: TestClient, query: str) -> list[dict]:
    """The people of a page."""
    answer = client.get(f"/people?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


# -- people ----------------------------------------------------------------------------------------


def test_people_are_those_of_phony(client) -> None:
    people = items(client, "size=3&seed=42&locale=tr_TR")
    phony = Phony(seed=42, locale="tr_TR")
    assert [one["name"] for one in people] == list(phony.name().take(3))
    assert [one["email"] for one in people] == list(phony.email().take(3))
    assert [one["row"] for one in people] == [0, 1, 2]


def test_pages_are_cut_out_of_one_list(client) -> None:
    whole = items(client, "size=60")
    assert items(client, "size=20&page=3") == whole[40:]
    assert items(client, "size=30&page=2") == whole[30:]


def test_a_page_is_the_same_whenever_it_is_asked_for(client) -> None:
    first = items(client, "page=7&seed=a")
    items(client, "page=8&seed=a")
    assert items(client, "page=7&seed=a") == first != items(client, "page=7&seed=b")


def test_a_person_has_a_page_of_their_own(client) -> None:
    assert client.get("/people/41").json() == items(client, "size=20&page=3")[1]


def test_following_next_leads_through_all_pages(client) -> None:
    url, rows = "/people?size=5&seed=x&locale=de_DE", []
    for _ in range(4):
        page = client.get(url).json()
        rows += [one["row"] for one in page["items"]]
        url = page["next"]
    assert rows == list(range(20))
    assert "seed=x" in url and "locale=de_DE" in url


def test_the_last_page_has_no_next(client) -> None:
    page = client.get(f"/people?page={10**15}&size=1000").json()
    assert page["next"] is None
    assert page["items"][-1]["row"] == 10**18 - 1


def test_the_billionth_page_costs_what_the_first_does(client) -> None:
    def fastest(page: int) -> float:
        times = []
        for _ in range(25):
            begin = time.perf_counter()
            items(client, f"page={page}&size=20")
            times.append(time.perf_counter() - begin)
        return min(times)

    fastest(1)
    assert fastest(10**9) < 3 * fastest(1)


# -- templates -------------------------------------------------------------------------------------


def preview(client: TestClient, template: str, **options: object):
    """Tries a template."""
    return client.post("/template", json={"template": template, **options})


def test_a_template_is_previewed(client) -> None:
    answer = preview(client, "{first|upper} <{email}>", seed="s", count=3)
    expected = list(Phony(seed="s").template("{first|upper} <{email}>").take(3))
    assert answer.json() == {"first": 0, "values": expected}


def test_a_preview_can_begin_anywhere(client) -> None:
    whole = preview(client, "{city}", count=30).json()["values"]
    assert preview(client, "{city}", first=20, count=10).json()["values"] == whole[20:]


def test_a_preview_can_be_unique(client) -> None:
    values = preview(client, "{first}", count=1000, unique=True).json()["values"]
    assert len(set(values)) == 1000
    assert len(set(preview(client, "{first}", count=1000).json()["values"])) < 1000


# -- tables ----------------------------------------------------------------------------------------


def test_tables_are_listed(client) -> None:
    tables = {table["name"]: table["columns"] for table in client.get("/entities").json()}
    assert tables["User"] == ["id", "name", "email", "city", "born"]
    assert set(tables) == {"User", "Order"}


def test_a_table_streams_as_csv(client) -> None:
    answer = client.get("/entities/Order?format=csv&rows=2500&seed=3")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    lines = list(csv.DictReader(io.StringIO(answer.text)))
    records = Phony(seed=3).schema(SCHEMA).entity("Order").rows(2500)
    assert [(line["id"], line["total"]) for line in lines] == [
        (str(record["id"]), str(record["total"])) for record in records
    ]


def test_a_table_streams_as_lines_of_json(client) -> None:
    answer = client.get("/entities/User?rows=1500&seed=3")
    assert answer.headers["content-type"] == "application/x-ndjson"
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert [line["id"] for line in lines] == list(range(1, 1501))
    assert None in {line["born"] for line in lines}


def test_a_table_without_rows_is_empty(client) -> None:
    assert client.get("/entities/User?rows=0").text == ""
    assert client.get("/entities/User?rows=0&format=csv").text == "id,name,email,city,born\n"


@pytest.fixture(scope="module")
def server():
    """The app as a server of its own: its address, and its process."""
    pytest.importorskip("uvicorn", reason="needs uvicorn (Debian: python3-uvicorn)")
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [sys.executable, "-B", "-W", "ignore", "-m", "uvicorn", "fastapi_app.main:app"]
    options = ["--app-dir", EXAMPLES, "--port", str(port), "--log-level", "warning"]
    process = subprocess.Popen(command + options, env=os.environ)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, process)
        yield address, process
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(address: str, process: subprocess.Popen) -> None:
    for _ in range(200):
        assert process.poll() is None, "the server did not start"
        try:
            httpx.get(f"{address}/entities", timeout=5)
            return
        except httpx.ConnectError:
            time.sleep(0.05)
    raise AssertionError("the server does not answer")


def most_memory(process: subprocess.Popen) -> int:
    """The most memory that a process has had, in bytes."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def streamed(address: str, rows: int) -> int:
    """Bytes of a table, read as they come."""
    with httpx.stream("GET", f"{address}/entities/User?format=csv&rows={rows}") as answer:
        return sum(len(piece) for piece in answer.iter_bytes())


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_memory_stays_flat_while_a_table_streams(server) -> None:
    address, process = server
    streamed(address, 20_000)
    before = most_memory(process)
    size = streamed(address, 1_000_000)
    assert size > 50_000_000
    assert most_memory(process) - before < 8_000_000


def test_a_stream_begins_before_its_end_is_made(server) -> None:
    address, _ = server
    with httpx.stream("GET", f"{address}/entities/User?format=csv&rows={10**8}") as answer:
        assert next(answer.iter_lines()).startswith("id,name,email")


# -- errors ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        ("/people?locale=xx_XX", 404, "no locale 'xx_XX'"),
        ("/people?seed=%00&locale=a%00b", 400, "a locale"),
        ("/people?page=0", 422, "page"),
        ("/people?size=1001", 422, "size"),
        ("/people?page=1000000000000001", 422, "page"),
        (f"/people/{2**63}", 422, "row"),
        ("/people/-1", 422, "row"),
        ("/people/x", 422, "row"),
        ("/entities/Usr", 404, "did you mean 'User'?"),
        ("/entities/User?format=sql", 422, "format"),
        ("/entities/User?rows=-1", 422, "rows"),
        ("/entities/User?rows=100000001", 422, "rows"),
    ],
)
def test_what_is_asked_wrong_is_said(client, path: str, status: int, message: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    assert message in answer.text


@pytest.mark.parametrize(
    ("template", "options", "status", "message"),
    [
        ("{first", {}, 422, "the '{' has no '}'"),
        ("{frist}", {}, 404, "did you mean 'first'?"),
        ("{first|uper}", {}, 404, "upper"),
        ("{first|truncate}", {}, 400, "truncate"),
        ("{first}", {"unique": True, "first": 1_000_000}, 400, "there are 1000000 rows"),
        ("a\0b", {}, 400, "NUL"),
        ("{first}", {"locale": "xx_XX"}, 404, "no locale 'xx_XX'"),
        ("", {}, 422, "template"),
        ("{first}", {"count": 0}, 422, "count"),
        ("{first}", {"count": 1001}, 422, "count"),
        ("{first}", {"first": -1}, 422, "first"),
        ("{/etc/passwd}", {}, 400, "no name of a model"),
        ("{../../secret/x}", {}, 400, "no name of a model"),
        ("{ secret.phony |upper}", {}, 400, "no name of a model"),
        ("{{{/etc/passwd}", {}, 400, "no name of a model"),
        ("{first} {/etc/passwd}}", {}, 400, "no name of a model"),
        ("{/etc/passwd", {}, 400, "no name of a model"),
    ],
)
def test_mistakes_in_templates_are_said(client, template, options, status, message) -> None:
    answer = preview(client, template, **options)
    assert answer.status_code == status, answer.text
    assert message in answer.text


def test_a_mistake_in_a_template_has_a_place(client) -> None:
    assert preview(client, "some {frist}").json()["column"] == 7
