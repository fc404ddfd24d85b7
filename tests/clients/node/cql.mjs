// A CQL engine (cql-execution) with a code service that asks a terminology server's $expand: BASE VALUESET CODE…
import cql from "cql-execution";
const [base, url, system, ...codes] = process.argv.slice(2);

class ExpandingCodeService {
  sets = new Map();
  async load(oid) {
    const found = [];
    for (let total = 1; found.length < total; ) {
      const asked = new URLSearchParams({ url: oid, count: 1000, offset: found.length });
      const answer = await fetch(`${base}/ValueSet/$expand?${asked}`);
      if (!answer.ok) throw new Error(`${oid}: ${answer.status} ${await answer.text()}`);
      const { expansion } = await answer.json();
      total = expansion.total;
      found.push(...expansion.contains.map(c => new cql.Code(c.code, c.system, c.version, c.display)));
    }
    this.sets.set(oid, new cql.ValueSet(oid, undefined, found));
  }
  findValueSetsByOid(oid) { return [this.sets.get(oid)].filter(Boolean); }
  findValueSet(oid) { return this.sets.get(oid) ?? null; }
}

const literal = value => ({ type: "Literal", valueType: "{urn:hl7-org:elm-types:r1}String", value });
const library = code => ({ library: {
  identifier: { id: "Orders", version: "1" }, schemaIdentifier: { id: "urn:hl7-org:elm", version: "r1" },
  usings: { def: [{ localIdentifier: "System", uri: "urn:hl7-org:elm-types:r1" }] },
  codeSystems: { def: [{ name: "HCPCS", id: system, accessLevel: "Public" }] },
  valueSets: { def: [{ name: "Drugs", id: url, accessLevel: "Public" }] },
  codes: { def: [{ name: "Ordered", id: code, accessLevel: "Public", codeSystem: { name: "HCPCS" } }] },
  statements: { def: [{ name: "Is a drug", context: "Unfiltered", accessLevel: "Public", expression: {
    type: "InValueSet", code: { type: "CodeRef", name: "Ordered" }, valueset: { name: "Drugs" } } }] },
}});

const service = new ExpandingCodeService();
await service.load(url);
for (const code of codes) {
  const executor = new cql.Executor(new cql.Library(library(code)), service);
  const results = await executor.exec(new cql.PatientSource([]));
  console.log(code, results.unfilteredResults["Is a drug"]);
}
