"""A small OpenID provider: a protocol server with its own keys, codes and rules, over HTTP.

Every user at /authorize is Ada and is redirected back at once. `changed` introduces one error, signed and sent like a
correct response. Sources: OpenID Connect Core 1.0, RFC 6749, RFC 7636.
"""

import base64
import hashlib
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "terminology", "s+/e c:r%et"
SCOPE = "openid profile user/ValueSet.cruds"


@dataclass(frozen=True)
class Grant:
    """The login that an authorization code belongs to."""

    redirect_uri: str
    challenge: str
    nonce: str
    scope: str


@dataclass
class OpenIdProvider:
    """`changed` replaces claims of id tokens, `answers` members of the token response; None removes one."""

    issuer: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"}))
    changed: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    document: dict[str, Any] = field(default_factory=dict)
    signed_with: RSAKey | None = None
    grants: dict[str, Grant] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    def reset(self) -> None:
        for each in (self.changed, self.answers, self.document, self.grants, self.asked):
            each.clear()
        self.signed_with = None

    def application(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.discovery),
                Route("/authorize", self.authorize),
                Route("/token", self.token, methods=["POST"]),
                Route("/jwks", self.jwks),
            ]
        )

    async def discovery(self, _request: Request) -> Response:
        stated = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
        }
        return JSONResponse(stated | self.document)

    async def authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        self.asked.append(asked)
        if asked.get("client_id") != CLIENT or asked.get("response_type") != "code":
            return Response("unknown client", 400)
        if asked.get("code_challenge_method") != "S256":
            return Response("PKCE is needed", 400)
        code = secrets.token_urlsafe(16)
        self.grants[code] = Grant(asked["redirect_uri"], asked["code_challenge"], asked["nonce"], asked["scope"])
        query = {"code": code, "state": asked["state"], "iss": self.issuer}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(query)}", 303)

    async def token(self, request: Request) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        expected = base64.b64encode(b"terminology:s%2B%2Fe%20c%3Ar%25et").decode()
        if request.headers.get("authorization") != f"Basic {expected}":
            return JSONResponse({"error": "invalid_client"}, 401)
        grant = self.grants.pop(form.get("code", ""), None)  # a code is good once
        if grant is None or grant.redirect_uri != form.get("redirect_uri"):
            return JSONResponse({"error": "invalid_grant"}, 400)
        verified = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(verified).rstrip(b"=").decode() != grant.challenge:
            return JSONResponse({"error": "invalid_grant"}, 400)
        answer = {
            "access_token": "opaque",
            "token_type": "Bearer",
            "expires_in": 300,
            "scope": grant.scope,
            "id_token": self.id_token(grant.nonce),
        }
        return JSONResponse({name: value for name, value in (answer | self.answers).items() if value is not None})

    async def jwks(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    def id_token(self, nonce: str) -> str:
        now = int(time.time())
        stated = {
            "iss": self.issuer,
            "sub": "ada-1",
            "name": "Ada",
            "aud": CLIENT,
            "nonce": nonce,
            "iat": now,
            "exp": now + 300,
        }
        claims = {name: value for name, value in (stated | self.changed).items() if value is not None}
        return jwt.encode({"alg": "RS256", "kid": "k1"}, claims, self.signed_with or self.key, ["RS256"])


@contextmanager
def serving_provider() -> Iterator[OpenIdProvider]:
    """The provider on a free port of this machine."""
    provider = OpenIdProvider()
    server = uvicorn.Server(uvicorn.Config(provider.application(), port=0, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    provider.issuer = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield provider
    server.should_exit = True
    thread.join()
