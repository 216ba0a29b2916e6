"""Entity tags and conditional requests (RFC 9110, section 13): a tag is the digest of the very bytes answered.

So a tag says no more than its answer, and two viewers with the same answer have the same tag.
"""

from __future__ import annotations

from hashlib import sha256

from fastapi import Request
from starlette.responses import Response

from coalition.server.answering.problems import ProblemError

JSON = "application/json"


def tag_of(body: bytes) -> str:
    """The strong entity tag of an answer's bytes."""
    return f'"{sha256(body).hexdigest()[:32]}"'


def tagged(
    request: Request, body: bytes, *, media_type: str = JSON, status: int = 200, tag: str = ""
) -> Response:
    """The answer with its tag (made now unless it is known), or 304 when the asker has it."""
    tag = tag or tag_of(body)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Cookie"}
    known = request.headers.get("if-none-match", "")
    if request.method in {"GET", "HEAD"} and tag in _tags(known):
        return Response(status_code=304, headers=headers)
    return Response(body, status, headers=headers, media_type=media_type)


def check_match(request: Request, body: bytes) -> None:
    """Raises ProblemError 428 without `If-Match`, 412 when it is not the tag of what stands."""
    wanted = request.headers.get("if-match")
    if wanted is None:
        raise ProblemError(428, "if-match-missing", "send If-Match with the tag you have read")
    if wanted.strip() != "*" and tag_of(body) not in _tags(wanted):
        raise ProblemError(412, "changed", "it has changed since you read it; read it anew")


def _tags(header: str) -> set[str]:
    return {part.strip().removeprefix("W/") for part in header.split(",")}
