"""Errors of the library as answers: its message, and the status that says whose fault it is."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

import phony

BAD_REQUEST, NOT_FOUND, UNPROCESSABLE, OUR_FAULT = 400, 404, 422, 500

# Looked up for the error's class and then its parents.
STATUS: dict[type, int] = {
    phony.ArgumentError: BAD_REQUEST,
    phony.EncodingError: BAD_REQUEST,
    phony.LimitError: BAD_REQUEST,
    phony.NotFoundError: NOT_FOUND,
    phony.SyntaxError: UNPROCESSABLE,
    phony.EmptyError: UNPROCESSABLE,
    phony.ExhaustedError: UNPROCESSABLE,
    phony.PhonyError: OUR_FAULT,
}


def status_of(error: phony.PhonyError) -> int:
    """The HTTP status for an error."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def answer(request: Request, error: Exception) -> JSONResponse:
    """What FastAPI's own errors look like, with the place in a template where there is one."""
    assert isinstance(error, phony.PhonyError)
    content: dict[str, object] = {"detail": str(error), "error": type(error).__name__}
    if error.column:
        content["column"] = error.column
    return JSONResponse(content, status_code=status_of(error))


def install(app: FastAPI) -> None:
    """Has an app answer so."""
    app.add_exception_handler(phony.PhonyError, answer)
