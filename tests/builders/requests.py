"""A valid body for every operation that accepts one, with as many parameters as possible: R5 JSON by address.

They are for a server with the starter content, and contain the resources they need.
"""

from typing import Any

Json = dict[str, Any]

SYSTEM = "http://example.org/cs"
OTHER = "http://example.org/other"
VALUE_SET = "http://example.org/vs"
MAP = "http://example.org/map"

CODE_SYSTEM: Json = {
    "resourceType": "CodeSystem",
    "id": "cs",
    "url": SYSTEM,
    "identifier": [{"system": "urn:ietf:rfc:3986", "value": "urn:oid:1.2.3"}],
    "version": "1.0.0",
    "versionAlgorithmCoding": {"system": "http://hl7.org/fhir/version-algorithm", "code": "semver"},
    "name": "Letters",
    "status": "active",
    "language": "en",
    "caseSensitive": True,
    "hierarchyMeaning": "is-a",
    "content": "complete",
    "filter": [{"code": "side", "operator": ["=", "in"], "value": "a text"}],
    "property": [
        {"code": "side", "uri": "http://example.org/side", "type": "code"},
        {"code": "weight", "type": "decimal"},
        {"code": "status", "uri": "http://hl7.org/fhir/concept-properties#status", "type": "code"},
        {"code": "notSelectable", "uri": "http://hl7.org/fhir/concept-properties#notSelectable", "type": "boolean"},
    ],
    "concept": [
        {
            "code": "a",
            "display": "Letter a",
            "definition": "The first letter",
            "designation": [
                {"language": "de", "value": "Buchstabe a"},
                {"use": {"system": "http://snomed.info/sct", "code": "900000000000013009"}, "value": "Alpha"},
            ],
            "property": [{"code": "side", "valueCode": "left"}, {"code": "weight", "valueDecimal": 1.5}],
            "concept": [
                {"code": "b", "display": "Letter b", "property": [{"code": "status", "valueCode": "retired"}]},
                {"code": "c", "display": "Letter c", "property": [{"code": "notSelectable", "valueBoolean": True}]},
            ],
        },
        {"code": "d", "display": "Letter d", "extension": [{"url": "http://example.org/e", "valueInteger": 1}]},
    ],
}
SUPPLEMENT: Json = {
    "resourceType": "CodeSystem",
    "url": "http://example.org/supplement",
    "version": "1",
    "status": "active",
    "content": "supplement",
    "supplements": SYSTEM,
    "concept": [{"code": "a", "designation": [{"language": "fr", "value": "Lettre a"}]}],
}
LISTED: Json = {
    "resourceType": "ValueSet",
    "url": f"{VALUE_SET}/listed",
    "version": "1",
    "status": "active",
    "expansion": {
        "timestamp": "2026-01-01T00:00:00Z",
        "total": 1,
        "contains": [{"system": SYSTEM, "code": "d", "display": "Letter d", "contains": [{"code": "a"}]}],
    },
}
DEFINED: Json = {
    "resourceType": "ValueSet",
    "url": VALUE_SET,
    "version": "1",
    "name": "SomeLetters",
    "status": "active",
    "contained": [{"resourceType": "ValueSet", "id": "inner", "url": f"{VALUE_SET}/inner", "status": "active"}],
    "compose": {
        "lockedDate": "2026-01-01",
        "inactive": True,
        "include": [
            {
                "system": SYSTEM,
                "version": "1.0.0",
                "concept": [{"code": "a", "display": "A", "designation": [{"language": "en", "value": "a"}]}],
            },
            {"system": SYSTEM, "filter": [{"property": "concept", "op": "descendent-of", "value": "a"}]},
            {"valueSet": [f"{VALUE_SET}/listed"]},
        ],
        "exclude": [{"system": SYSTEM, "filter": [{"property": "side", "op": "regex", "value": "r.*"}]}],
        "property": ["side"],
    },
}
CONCEPT_MAP: Json = {
    "resourceType": "ConceptMap",
    "url": MAP,
    "version": "1",
    "status": "active",
    "property": [{"code": "note", "uri": "http://example.org/note", "type": "string"}],
    "additionalAttribute": [{"code": "side", "uri": "http://example.org/side", "type": "Coding"}],
    "sourceScopeUri": VALUE_SET,
    "targetScopeCanonical": "http://hl7.org/fhir/ValueSet/administrative-gender",
    "group": [
        {
            "source": f"{SYSTEM}|1.0.0",
            "target": OTHER,
            "element": [
                {
                    "code": "a",
                    "display": "Letter a",
                    "target": [
                        {
                            "code": "1",
                            "relationship": "equivalent",
                            "comment": "the first",
                            "property": [{"code": "note", "valueString": "x"}],
                            "dependsOn": [{"attribute": "side", "valueCoding": {"system": SYSTEM, "code": "b"}}],
                            "product": [{"attribute": "side", "valueQuantity": {"value": 1, "unit": "kg"}}],
                        }
                    ],
                },
                {"code": "b", "noMap": True},
            ],
            "unmapped": {"mode": "other-map", "otherMap": f"{MAP}/other"},
        }
    ],
}

CODING: Json = {"system": SYSTEM, "version": "1.0.0", "code": "a", "display": "Letter a"}
CONCEPT: Json = {"coding": [CODING, {"system": OTHER, "code": "1"}], "text": "a"}
BROUGHT = ({"resource": CODE_SYSTEM}, {"resource": SUPPLEMENT}, {"resource": LISTED}, {"resource": CONCEPT_MAP})


def parameters(*named: tuple[str, Json]) -> Json:
    return {"resourceType": "Parameters", "parameter": [{"name": name, **content} for name, content in named]}


_BROUGHT = tuple(("tx-resource", item) for item in BROUGHT)
_STEERING: tuple[tuple[str, Json], ...] = (
    ("displayLanguage", {"valueCode": "de, en;q=0.5"}),
    ("date", {"valueDateTime": "2026-01-01"}),
)
_RULES: tuple[tuple[str, Json], ...] = (
    ("system-version", {"valueCanonical": f"{SYSTEM}|1.0.0"}),
    ("useSupplement", {"valueCanonical": "http://example.org/supplement"}),
)
VALIDATION = parameters(
    ("url", {"valueUri": VALUE_SET}),
    ("codeableConcept", {"valueCodeableConcept": CONCEPT}),
    ("lenient-display-validation", {"valueBoolean": True}),
    *_STEERING,
    *_RULES,
    ("tx-resource", {"resource": DEFINED}),
    *_BROUGHT,
)
BODIES: dict[str, Json] = {
    "CodeSystem/$lookup": parameters(
        ("coding", {"valueCoding": CODING}), ("property", {"valueCode": "side"}), *_STEERING, _RULES[1], *_BROUGHT
    ),
    "CodeSystem/$validate-code": parameters(
        ("url", {"valueUri": SYSTEM}), ("coding", {"valueCoding": CODING}), *_STEERING, *_BROUGHT
    ),
    "CodeSystem/$subsumes": parameters(
        ("codingA", {"valueCoding": CODING}), ("codingB", {"valueCoding": CODING | {"code": "b"}}), *_BROUGHT
    ),
    "CodeSystem/$diff": parameters(
        *(("system", {"valueUri": SYSTEM}), ("from", {"valueString": "1.0.0"}), ("to", {"valueString": "2.0.0"})),
        *(("kind", {"valueCode": "added"}), ("count", {"valueInteger": 5}), ("offset", {"valueInteger": 0})),
        ("tx-resource", {"resource": CODE_SYSTEM}),
        ("tx-resource", {"resource": CODE_SYSTEM | {"version": "2.0.0", "concept": [{"code": "new"}]}}),
    ),
    "$artifact-diff": parameters(
        ("source", {"valueCanonical": "http://hl7.org/fhir/administrative-gender"}),
        ("target", {"valueCanonical": "http://hl7.org/fhir/administrative-gender"}),
        ("compareComputable", {"valueBoolean": True}),
    ),
    "ValueSet/$compare": parameters(
        *(("thisValueSet", {"resource": DEFINED}), ("otherUrl", {"valueUri": LISTED["url"]})),
        *(("diagnostics", {"valueBoolean": True}), ("list", {"valueCode": "missing"}), ("count", {"valueInteger": 5})),
        *(*_STEERING, *_BROUGHT),
    ),
    "ValueSet/$health": parameters(
        *(("valueSet", {"resource": DEFINED}), ("kind", {"valueCode": "ended"}), ("count", {"valueInteger": 5})),
        *_BROUGHT,
    ),
    "CodeSystem/$check-lines": parameters(
        ("line", {"part": [{"name": "id", "valueString": "1"}, {"name": "code", "valueCode": "J3111"}]}),
        (
            "line",
            {
                "part": [
                    {"name": "coding", "valueCoding": CODING},
                    {"name": "modifier", "valueCode": "NU"},
                    {"name": "date", "valueDateTime": "2026-01-01"},
                    {"name": "quantity", "valueDecimal": 2},
                    {"name": "ndc", "valueString": "55513-0880-02"},
                    {"name": "ndcQuantity", "valueDecimal": 1},
                ]
            },
        ),
    ),
    "CodeSystem/$batch-validate-code": parameters(
        ("validation", {"resource": parameters(("code", {"valueCode": "a"}), ("display", {"valueString": "A"}))}),
        ("validation", {"resource": parameters(("coding", {"valueCoding": CODING}))}),
        ("url", {"valueUri": SYSTEM}),
        *_BROUGHT,
    ),
    "ValueSet/$expand": parameters(
        *(("valueSet", {"resource": DEFINED}), ("filter", {"valueString": "letter"}), ("count", {"valueInteger": 3})),
        *(("offset", {"valueInteger": 0}), ("includeDesignations", {"valueBoolean": True})),
        *(("property", {"valueString": "side"}), ("designation", {"valueString": "urn:ietf:bcp:47|de"})),
        *_STEERING,
        *_RULES,
        *_BROUGHT,
    ),
    "ValueSet/$validate-code": VALIDATION,
    "ValueSet/$batch-validate-code": parameters(
        ("validation", {"resource": VALIDATION}),
        ("validation", {"resource": parameters(("coding", {"valueCoding": CODING}))}),
        ("valueSet", {"resource": DEFINED}),
        *_BROUGHT,
    ),
    "ConceptMap/$translate": parameters(
        ("conceptMap", {"resource": CONCEPT_MAP}),
        ("sourceCodeableConcept", {"valueCodeableConcept": CONCEPT}),
        ("targetSystem", {"valueUri": OTHER}),
        (
            "dependency",
            {
                "part": [
                    {"name": "attribute", "valueUri": "http://example.org/side"},
                    {"name": "value", "valueCoding": {"system": SYSTEM, "code": "b"}},
                ]
            },
        ),
        ("tx-resource", {"resource": DEFINED}),
        *_BROUGHT,
    ),
    "$cache-control": parameters(
        *(("mode", {"valueCode": "start"}), ("sealed", {"valueBoolean": False})), ("tx-resource", {"resource": DEFINED})
    ),
    "": {
        "resourceType": "Bundle",
        "type": "batch",
        "entry": [
            {"request": {"method": "GET", "url": "CodeSystem?url=http://hl7.org/fhir/administrative-gender"}},
            {"request": {"method": "POST", "url": "ValueSet/$validate-code"}, "resource": VALIDATION},
            {
                "request": {"method": "GET", "url": "metadata", "ifNoneMatch": 'W/"1"', "ifModifiedSince": "x"},
                "fullUrl": "urn:uuid:1",
            },
        ],
    },
}
