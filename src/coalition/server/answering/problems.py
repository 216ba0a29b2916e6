"""Errors as answers: RFC 9457 problem details, and the one place that turns errors into HTTP statuses.

The rule: an answer about something hidden is, byte for byte, the answer about nothing. So a problem names what
the sender sent and the rule, and never what the server found.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import Response

from coalition.errors import CoalitionError, Fault, InputError, IntegrityError, RefusedError
from coalition.operations.crisis.stated.reading import FAULTS_MAX

MEDIA_TYPE = "application/problem+json"
TITLES: Mapping[int, str] = {
    400: "the request cannot be read",
    401: "not logged in",
    403: "not allowed",
    404: "not found",
    405: "no such method here",
    409: "the state does not allow it",
    412: "it has changed",
    413: "too large",
    415: "not this media type",
    422: "faults in what was sent",
    428: "If-Match is missing",
    429: "too many requests",
    500: "it failed here",
    503: "not now",
}


class FaultShape(BaseModel):
    """One thing wrong in what was sent."""

    where: str
    code: str
    message: str
    hint: str = ""


class Problem(BaseModel):
    """RFC 9457 problem details; `code` is stable, `faults` are all at once."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    code: str = ""
    faults: list[FaultShape] = []


class ProblemError(Exception):
    """An answer that is not what was asked for."""

    def __init__(
        self, status: int, code: str = "", detail: str = "", *,
        faults: tuple[Fault, ...] = (), headers: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(detail or TITLES.get(status, ""))
        self.status, self.code, self.detail, self.faults = status, code, detail, faults
        self.headers = dict(headers or {})


def not_found() -> ProblemError:
    """The one answer for what is absent and for what is hidden."""
    return ProblemError(404, "not-found")


def conflict(code: str, detail: str) -> ProblemError:
    """The state of the thing does not allow it."""
    return ProblemError(409, code, detail)


def answer_of(problem: ProblemError) -> Response:
    """The HTTP answer of a problem."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(problem.status, "it did not work"),
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
        "faults": [
            {"where": f.where, "code": f.code, "message": f.message, "hint": f.hint}
            for f in _told(problem.faults)
        ],
    }
    return Response(
        msgspec.json.encode(body), problem.status, headers=problem.headers, media_type=MEDIA_TYPE
    )


def _told(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """All of them, unless they are so many that the answer would outgrow the question."""
    if len(faults) <= FAULTS_MAX:
        return faults
    more = f"and {len(faults) - FAULTS_MAX:,} faults more"
    return (*faults[:FAULTS_MAX], Fault("body", "too-many", more))


def problem_of(error: CoalitionError) -> ProblemError:
    """The problem that an error of the program is for whoever sent the request."""
    if isinstance(error, InputError):
        return ProblemError(422, "input", "see faults", faults=error.faults)
    if isinstance(error, RefusedError):
        return ProblemError(403, "refused", str(error))
    if isinstance(error, IntegrityError):
        return ProblemError(503, "integrity", "the record does not verify; writing is stopped")
    return ProblemError(500, "failed")


def install(app: FastAPI) -> None:
    """Every error of a route is answered as a problem."""

    async def of_problem(_: Request, error: Exception) -> Response:
        return answer_of(error if isinstance(error, ProblemError) else ProblemError(500, "failed"))

    async def of_program(_: Request, error: Exception) -> Response:
        if isinstance(error, CoalitionError):
            return answer_of(problem_of(error))
        return answer_of(ProblemError(500, "failed"))

    async def of_http(_: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
        code = {404: "not-found", 405: "bad-method"}.get(status, "")
        return answer_of(ProblemError(status, code, headers=headers))

    async def of_shape(_: Request, error: Exception) -> Response:
        found = error.errors() if isinstance(error, RequestValidationError) else []
        faults = tuple(_fault(one) for one in found)
        return answer_of(ProblemError(422, "input", "see faults", faults=faults))

    async def of_store(_: Request, __: Exception) -> Response:
        words = "nothing can be written now; what is there can be read"
        return answer_of(ProblemError(503, "unavailable", words, headers={"Retry-After": "10"}))

    app.add_exception_handler(OSError, of_store)
    app.add_exception_handler(ProblemError, of_problem)
    app.add_exception_handler(CoalitionError, of_program)
    app.add_exception_handler(HTTPException, of_http)
    app.add_exception_handler(RequestValidationError, of_shape)
    app.add_exception_handler(Exception, of_problem)


def _fault(found: Mapping[str, Any]) -> Fault:
    where = ".".join(str(part) for part in found.get("loc", ()))
    return Fault(where, "bad-value", str(found.get("msg", "")).lower())
