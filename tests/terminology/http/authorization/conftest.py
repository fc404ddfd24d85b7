"""An issuer of tokens with its keys, and a clock that tests set."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from terminology.http.authorization.configuration import Issuer
from terminology.http.authorization.fetching import NotFetched

ISSUER = Issuer("https://login.example.org", "https://login.example.org/jwks", ("https://tx.example.org/r4",))
START = datetime(2026, 11, 26, 12, tzinfo=UTC)
RSA = RSAKey.generate_key(2048, {"kid": "rsa-1", "use": "sig"})
EC_384 = ECKey.generate_key("P-384", {"kid": "ec-2", "use": "sig"})
EC = ECKey.generate_key("P-256", {"kid": "ec-1", "use": "sig"})


@dataclass
class World:
    """The documents of the authorization server, its number of requests, and the time."""

    keys: list[dict[str, Any]]
    seconds: float = 0.0
    asked: list[str] = field(default_factory=list)
    is_down: bool = False
    answer: dict[str, Any] | None = None

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds)

    def clock(self) -> float:
        return self.seconds

    async def fetch(
        self, address: str, _form: Mapping[str, str] | None, _user: tuple[str, str] | None
    ) -> dict[str, Any]:
        self.asked.append(address)
        if self.is_down:
            raise NotFetched("it is down")
        return self.answer if self.answer is not None else {"keys": self.keys}

    def claims(self, **more: Any) -> dict[str, Any]:
        now = int(self.now().timestamp())
        claims = {
            "iss": ISSUER.issuer,
            "sub": "epic",
            "aud": ISSUER.audience[0],
            "iat": now,
            "exp": now + 300,
            "scope": "system/ValueSet.cruds",
        }
        return {name: value for name, value in (claims | more).items() if value is not None}

    def token(self, header: dict[str, Any] | None = None, key: Any = RSA, **claims: Any) -> str:
        used = {"alg": "RS384", "kid": "rsa-1", "typ": "JWT", **(header or {})}
        return jwt.encode({k: v for k, v in used.items() if v is not None}, self.claims(**claims), key, [used["alg"]])


@pytest.fixture
def world() -> World:
    return World([json.loads(json.dumps(key.as_dict(private=False))) for key in (RSA, EC)])
