"""The full matrix, from the router: every route of both versions, requested by every kind of client."""

import pytest

from fhir_resources.version import FhirVersion
from terminology.core.errors import Forbidden, LoginRequired
from terminology.core.principals import ANONYMOUS, Principal
from terminology.core.scopes import LETTERS, scopes_of
from terminology.http.admission import Admission
from terminology.http.authorization.rules import AccessRule, check, writes
from terminology.http.bodies import BodyBytes
from terminology.http.endpoint import FhirEndpoint
from terminology.http.routes import Endpoint
from terminology.http.server_context import ServerContext


def endpoints(server: ServerContext) -> list[Endpoint]:
    return [
        endpoint
        for version in FhirVersion
        for methods in FhirEndpoint(server, version, Admission(), BodyBytes()).routes.values()
        for endpoint in methods.values()
    ]


def principal(scope: str) -> Principal:
    return Principal("a", "a", "key", scopes_of(scope))


def is_allowed(rule: AccessRule | None, who: Principal, protects_reads: bool = False) -> bool:
    try:
        check(rule, who, protects_reads)
    except (LoginRequired, Forbidden):
        return False
    return True


def test_every_route_has_a_rule(server: ServerContext) -> None:
    assert [item.template for item in endpoints(server) if item.rule is None] == []


def test_a_route_without_a_rule_is_shut_to_everybody() -> None:
    assert not is_allowed(None, principal("system/*.cruds"))


def test_an_anonymous_client_may_not_change_anything(server: ServerContext) -> None:
    for item in endpoints(server):
        assert item.rule is not None
        if item.rule.openness == "closed":
            assert not is_allowed(item.rule, ANONYMOUS)
        elif item.method not in ("GET", "POST"):
            pytest.fail(f"{item.method} {item.template} is open")


def test_with_protected_reads_anonymous_clients_cannot_read(server: ServerContext) -> None:
    shown = {item.template for item in endpoints(server) if is_allowed(item.rule, ANONYMOUS, protects_reads=True)}
    definitions = {f"{type}Definition/{{id}}" for type in ("Operation", "Structure")} | {"StructureDefinition"}
    assert shown <= {"", "metadata", "$versions", ".well-known/smart-configuration"} | definitions


def test_each_letter_of_a_rule_is_needed_on_its_type(server: ServerContext) -> None:
    for item in endpoints(server):
        rule = item.rule
        assert rule is not None
        if rule.openness not in ("open", "closed"):
            continue
        assert is_allowed(rule, principal(f"system/*.{LETTERS}"), protects_reads=True)
        for letter in rule.letters:
            less = "".join(other for other in LETTERS if other != letter)
            assert not is_allowed(rule, principal(f"system/*.{less}"), protects_reads=True), item.template
        if rule.type != "*":
            assert not is_allowed(rule, principal(f"system/Patient.{LETTERS}"), protects_reads=True)


def test_a_refusal_names_the_scope_that_is_missing() -> None:
    with pytest.raises(Forbidden, match=r"system/ValueSet\.u"):
        check(writes("ValueSet", "u"), principal("system/ValueSet.c"), protects_reads=False)
    with pytest.raises(LoginRequired, match="terminology keys add"):
        check(writes("ValueSet", "u"), ANONYMOUS, protects_reads=False)
