"""What is no part of the interface: health, metrics, the document of the interface, the built client."""

from __future__ import annotations

import hmac
import mimetypes
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import FileResponse, HTMLResponse, Response

from coalition.server.answering.compressing import compressed, takes_gzip
from coalition.server.answering.problems import not_found
from coalition.server.answering.tags import JSON, tag_of
from coalition.server.caller import site_of

router = APIRouter(include_in_schema=False)
STATIC = Path(__file__).parents[1] / "static"
_PLAIN = """<!doctype html><html lang="en"><meta charset="utf-8"><title>coalition</title>
<h1>coalition</h1><p>The server runs; its client is not built into this installation.
The interface is described in <a href="/api/openapi.json">openapi.json</a>.</p></html>
"""
_IMMUTABLE = "public, max-age=31536000, immutable"


@router.get("/health")
def health() -> Response:
    """Whether the server answers; nothing of what it holds."""
    return Response(b'{"ok":true}', media_type=JSON)


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """Numbers of requests and times, for who has the token; nothing of what was said."""
    site = site_of(request)
    wanted = site.settings.metrics_token
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if not wanted or not hmac.compare_digest(wanted.encode(), given.encode()):
        raise not_found()
    return site.metrics.page(sessions=site.office.open_sessions(), listeners=site.hub.count)


@router.get("/{path:path}")
def client(request: Request, path: str) -> Response:
    """A file of the built client; its first page for every other path that is not the interface's."""
    if path.startswith("api/") or path == "api":
        raise not_found()
    wanted = (STATIC / path).resolve()
    if path and wanted.is_relative_to(STATIC) and wanted.is_file():
        cached = _IMMUTABLE if path.startswith("assets/") else "no-cache"
        return _file(request, wanted, cached)
    first = STATIC / "index.html"
    if "." in path.rpartition("/")[2]:
        raise not_found()
    if not first.is_file():
        return HTMLResponse(_PLAIN, headers={"Cache-Control": "no-cache"})
    return _file(request, first, "no-cache")


def _file(request: Request, file: Path, cached: str) -> Response:
    """A file of the client, compressed for whoever takes that."""
    heads = {"Cache-Control": cached, "Vary": "Accept-Encoding"}
    takes = takes_gzip(request.headers.get("accept-encoding", ""))
    packed = compressed(file) if takes else None
    if packed is None:
        return FileResponse(file, headers=heads)
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    heads |= {"Content-Encoding": "gzip", "ETag": tag_of(packed)}
    return Response(packed, headers=heads, media_type=kind)
