// fhir-kit-client, unchanged: it creates, reads, updates, patches, pages through search and history, transacts and deletes.
// node writes.mjs FOLDER-OF-NODE_MODULES BASE KEY      prints one line for each step
import { pathToFileURL } from "node:url";

const [folder, baseUrl, bearerToken] = process.argv.slice(2);
const { Client } = await import(pathToFileURL(`${folder}/node_modules/fhir-kit-client/dist/index.js`));
const client = new Client({ baseUrl, bearerToken });
const resourceType = "ValueSet";
const COUNT = 7;
const say = (...words) => console.log(words.join(" "));

const numbered = (number) => ({
  resourceType,
  url: `https://a.example.org/kit/${baseUrl.slice(-2)}/${number}`,
  version: "1.0.0",
  title: `Set ${number}`,
  status: "draft",
  compose: { include: [{ system: "https://a.example.org/c", concept: [{ code: "a" }] }] },
});

const made = [];
for (let number = 0; number < COUNT; number++) made.push(await client.create({ resourceType, body: numbered(number) }));
say("created", new Set(made.map((item) => item.id)).size, "at version", made[0].meta.versionId);
const { response } = Client.httpFor(made[0]);
say("answered", response.status, response.headers.get("location").endsWith(`${made[0].id}/_history/1`));

const id = made[2].id;
const read = await client.read({ resourceType, id });
say("read", read.title);
await client.update({
  resourceType,
  id,
  body: { ...read, title: "Changed" },
  options: { headers: { "If-Match": 'W/"1"' } },
});
try {
  await client.update({ resourceType, id, body: read, options: { headers: { "If-Match": 'W/"1"' } } });
} catch (error) {
  say("too late", error.response.status, error.response.data.resourceType);
}
await client.patch({ resourceType, id, jsonPatch: [{ op: "replace", path: "/title", value: "Patched" }] });
say("vread", (await client.vread({ resourceType, id, version: "2" })).title);
const byUrl = { resourceType, searchParams: { url: read.url } };
say("search", (await client.search(byUrl)).entry[0].resource.title);
await client.update({ resourceType, searchParams: { url: read.url }, body: { ...read, id, title: "By condition" } });
say("conditional", (await client.read({ resourceType, id })).title);

const pages = async (bundle, found = []) => {
  for (; bundle; bundle = await client.nextPage({ bundle })) found.push(...bundle.entry);
  return found;
};
const searched = await pages(await client.search({ resourceType, searchParams: { "url:below": `https://a.example.org/kit/${baseUrl.slice(-2)}`, _count: 3 } }));
say("paged", new Set(searched.map((entry) => entry.resource.id)).size);

await client.delete({ resourceType, id });
try {
  await client.read({ resourceType, id });
} catch (error) {
  say("gone", error.response.status);
}
const history = await pages(await client.request(`${resourceType}/${id}/_history?_count=2`));
say("history", history.map((entry) => entry.request.method).join(","));
say("whole", (await client.resourceHistory({ resourceType, id })).total);

const entry = (number) => ({ request: { method: "POST", url: resourceType }, resource: numbered(number) });
const bundle = (...entries) => ({ resourceType: "Bundle", type: "transaction", entry: entries });
const done = await client.transaction({ body: bundle(entry("t1"), entry("t2")) });
say("transaction", done.type, done.entry.map((item) => item.response.status.slice(0, 3)).join(","));
try {
  await client.transaction({ body: bundle(entry("t3"), entry("t1")) });
} catch (error) {
  say("nothing of", error.response.status, (await client.search({ resourceType, searchParams: { url: numbered("t3").url } })).total);
}
