"""The app: uvicorn fastapi_app.main:app --app-dir examples

Nothing is kept between requests: a row's values follow from the seed and its number, so the page
with number 1,000,000,000 costs what the first one does, and two servers give the same answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import List, Literal, Optional

from fastapi import FastAPI, HTTPException, Query, Request
from fastapi import Path as PathParameter
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from phony import Phony

from . import errors
from .people import Person, people

SCHEMA = Path(__file__).with_name("shop.pdl.json")
MOST_PAGES = 10**15
MOST_IN_PAGE = 1000
MOST_ROWS = 10**8  # orders are counted when the data set is opened: 0.4 s for so many users
MEDIA = {"csv": "text/csv", "ndjson": "application/x-ndjson"}
REFERENCE = re.compile(r"\{([^{}|]*)")
MODEL = re.compile(r"[A-Za-z_]+/[a-z0-9_]+")

SEED = Query("phony", max_length=200, description="any text")
LOCALE = Query("en_US", max_length=20, description="such as tr_TR")

app = FastAPI(title="Phony", description="Made-up data that looks real.")
errors.install(app)


class Page(BaseModel):
    """Some people, and where the next ones are."""

    page: int
    size: int
    seed: str
    locale: str
    items: List[Person]
    next: Optional[str]


class TemplateRequest(BaseModel):
    """A template to try."""

    template: str = Field(..., min_length=1, max_length=2000, description="{first} <{email}>")
    seed: str = Field("phony", max_length=200)
    locale: str = Field("en_US", max_length=20)
    first: int = Field(0, ge=0, lt=2**63, description="the first row")
    count: int = Field(10, ge=1, le=1000)
    unique: bool = Field(False, description="no value twice, of a million")


class TemplatePreview(BaseModel):
    """What a template gives."""

    first: int
    values: List[str]


class EntityInfo(BaseModel):
    """A table of the schema."""

    name: str
    columns: List[str]


@app.get("/people", response_model=Page)
def list_people(
    request: Request,
    page: int = Query(1, ge=1, le=MOST_PAGES),
    size: int = Query(20, ge=1, le=MOST_IN_PAGE),
    seed: str = SEED,
    locale: str = LOCALE,
) -> Page:
    """A page of people; there is always another one."""
    items = list(people(seed, locale).rows((page - 1) * size, size))
    following = request.url.include_query_params(page=page + 1)
    return Page(
        page=page,
        size=size,
        seed=seed,
        locale=locale,
        items=items,
        next=f"{following.path}?{following.query}" if page < MOST_PAGES else None,
    )


@app.get("/people/{row}", response_model=Person)
def get_person(
    row: int = PathParameter(..., ge=0, lt=2**63),
    seed: str = SEED,
    locale: str = LOCALE,
) -> Person:
    """The person of a row."""
    return next(people(seed, locale).rows(row, 1))


@app.post("/template", response_model=TemplatePreview)
def preview_template(wanted: TemplateRequest) -> TemplatePreview:
    """What a template gives; a mistake in it is 422, with its column."""
    _refuse_files(wanted.template)
    with Phony(seed=wanted.seed, locale=wanted.locale) as phony:
        generator = phony.template(wanted.template)
        if wanted.unique:
            generator = generator.unique()
        values = generator.list(wanted.count, first=wanted.first)
    return TemplatePreview(first=wanted.first, values=values)


@app.get("/entities", response_model=List[EntityInfo])
def list_entities() -> List[EntityInfo]:
    """The tables that there are."""
    with Phony() as phony:
        schema = phony.schema(SCHEMA)
    entities = (schema.entity(name) for name in schema.entities)
    return [
        EntityInfo(name=entity.name, columns=[field.name for field in entity.fields])
        for entity in entities
    ]


@app.get("/entities/{name}", response_class=StreamingResponse)
def stream_entity(
    name: str,
    rows: int = Query(1000, ge=0, le=MOST_ROWS),
    format: Literal["csv", "ndjson"] = "ndjson",
    seed: str = SEED,
) -> StreamingResponse:
    """All rows of a table, written while they are made: memory does not grow with them."""
    with Phony(seed=seed) as phony:
        pieces = phony.schema(SCHEMA).entity(name).write(format, count=rows)
    begun = next(pieces)  # what is wrong is found now, while there can be another answer
    headers = {"Content-Disposition": f'attachment; filename="{name}.{format}"'}
    return StreamingResponse(_after(begun, pieces), media_type=MEDIA[format], headers=headers)


def _after(begun: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    return (piece for piece in chain([begun], pieces) if piece)


def _refuse_files(template: str) -> None:
    """A name in a template may be the path of a file: visitors may not look for files here."""
    for reference in REFERENCE.findall(template.replace("{{", "")):
        name = reference.strip()
        if ("/" in name and not MODEL.fullmatch(name)) or name.endswith(".phony"):
            raise HTTPException(400, f"{name!r} is no name of a model, such as en_US/city_names")
