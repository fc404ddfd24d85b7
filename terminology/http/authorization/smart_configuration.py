"""`.well-known/smart-configuration`: the token endpoint and scopes for clients.

Source: https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html#using-well-known.
"""

from dataclasses import asdict
from typing import Any

from terminology.http.authorization.configuration import AuthorizationConfiguration

WRITABLE = ("CodeSystem", "ValueSet", "ConceptMap", "NamingSystem")


def smart_configuration(configuration: AuthorizationConfiguration) -> dict[str, Any]:
    endpoints = {name: value for name, value in asdict(configuration.smart).items() if value is not None}
    return {
        **endpoints,
        "grant_types_supported": ["client_credentials"],
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["RS384", "ES384"],
        "scopes_supported": [f"system/{type}.cruds" for type in WRITABLE] + ["system/AuditEvent.rs", "system/*.rs"],
        "response_types_supported": [],
        "code_challenge_methods_supported": ["S256"],
        "capabilities": ["client-confidential-asymmetric", "permission-v2"],
    }
