"""The identity provider: where to send a browser, and whose word comes back for it.

OpenID Connect Core 1.0, authorization code with PKCE (RFC 7636). The signature algorithm of an ID token is
one of a fixed few whatever its head says; issuer, audience, expiry and nonce are checked. Only who
somebody is comes from there: nation, roles and clearance are the account's.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from coalition.errors import Fault, InputError, RefusedError
from coalition.server.identity.waiting import Attempt

ALGORITHMS = ("RS256", "ES256", "PS256", "EdDSA")
_ANSWER_BYTES_MAX = 1_000_000
_TIMEOUT_SECONDS = 10.0
_LEEWAY_SECONDS = 30


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """Where the provider is, and as whom this server asks. `back` is this server's address for the way back."""

    issuer: str
    client: str
    secret: str = field(default="", repr=False)
    back: str = ""


class Provider:
    """A provider whose document of discovery has been read."""

    def __init__(
        self, settings: ProviderSettings, document: dict[str, Any], seconds: Callable[[], int]
    ) -> None:
        self.settings, self._document, self._seconds = settings, document, seconds

    def address_for(self, attempt: Attempt) -> str:
        """Where the browser is sent."""
        asked = {
            "response_type": "code", "scope": "openid", "client_id": self.settings.client,
            "redirect_uri": self.settings.back, "state": attempt.state, "nonce": attempt.nonce,
            "code_challenge": attempt.challenge, "code_challenge_method": "S256",
        }  # fmt: skip
        return f"{self._document['authorization_endpoint']}?{urlencode(asked)}"

    def subject_of(self, code: str, attempt: Attempt) -> str:
        """Who came back with the code: issuer and subject. Raises RefusedError when the word does not hold."""
        given = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": self.settings.back,
            "client_id": self.settings.client, "code_verifier": attempt.verifier,
        }  # fmt: skip
        if self.settings.secret:
            given["client_secret"] = self.settings.secret
        answer = _ask(self._document["token_endpoint"], urlencode(given).encode())
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise RefusedError("the provider sent no ID token")
        claims = self._claims(token)
        if claims.get("nonce") != attempt.nonce:
            raise RefusedError("the ID token is of another log-in")
        return f"{self.settings.issuer} {claims['sub']}"

    def _claims(self, token: str) -> dict[str, Any]:
        from joserfc import jwt  # noqa: PLC0415 - an extra
        from joserfc.errors import JoseError  # noqa: PLC0415
        from joserfc.jwk import KeySet  # noqa: PLC0415

        try:
            keys = KeySet.import_key_set(_ask(self._document["jwks_uri"]))  # type: ignore[arg-type]
            read = jwt.decode(token, keys, algorithms=list(ALGORITHMS))
            wanted = jwt.JWTClaimsRegistry(
                now=self._seconds(), leeway=_LEEWAY_SECONDS,
                iss={"essential": True, "value": self.settings.issuer},
                aud={"essential": True, "value": self.settings.client},
                sub={"essential": True}, exp={"essential": True}, iat={"essential": True},
            )  # fmt: skip
            wanted.validate(read.claims)
        except (JoseError, ValueError) as error:
            raise RefusedError(f"the ID token does not hold: {type(error).__name__}") from None
        return dict(read.claims)


def find_provider(settings: ProviderSettings, seconds: Callable[[], int]) -> Provider:
    """The provider of the issuer.

    Raises InputError when the extra is missing, or when the issuer has no document of discovery that fits it.
    """
    try:
        import joserfc  # noqa: F401, PLC0415
    except ImportError:
        hint = "pip install coalition-ops[oidc]"
        raise InputError(
            [Fault("--oidc-issuer", "extra-missing", "the extra `oidc` is missing", hint)]
        ) from None
    try:
        document = _ask(f"{settings.issuer.rstrip('/')}/.well-known/openid-configuration")
    except RefusedError as error:
        raise InputError([Fault("--oidc-issuer", "missing-file", str(error))]) from None
    wanted = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if document.get("issuer") != settings.issuer or not all(
        isinstance(document.get(k), str) for k in wanted
    ):
        text = "the document of discovery is not of this issuer"
        raise InputError([Fault("--oidc-issuer", "contradiction", text)])
    return Provider(settings, document, seconds)


def _ask(address: str, body: bytes | None = None) -> dict[str, Any]:
    """The JSON object at an address. Raises RefusedError when there is none."""
    host = urlsplit(address)
    if host.scheme != "https" and host.hostname not in {"localhost", "127.0.0.1"}:
        raise RefusedError("the provider is asked over TLS alone")
    request = Request(address, body, {"Accept": "application/json"})  # noqa: S310 - scheme is checked
    try:
        with urlopen(request, timeout=_TIMEOUT_SECONDS) as answer:  # noqa: S310
            found = json.loads(answer.read(_ANSWER_BYTES_MAX))
    except (URLError, OSError, ValueError) as error:
        raise RefusedError(f"the provider does not answer: {type(error).__name__}") from None
    if not isinstance(found, dict):
        raise RefusedError("the provider's answer is no object")
    return found
