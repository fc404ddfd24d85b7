// NLM's autocomplete-lhc in a page of another origin (jsdom), searching a value set by $expand: EXPAND-URL WORDS.
import { createRequire } from "node:module";
import { JSDOM } from "jsdom";

const [url, words] = process.argv.slice(2);
const { window } = new JSDOM('<input id="code">', { url: "http://forms.example.org/", pretendToBeVisual: true });
for (const name of ["window", "document", "navigator", "XMLHttpRequest", "Event", "Element", "Node", "HTMLElement", "getComputedStyle", "MouseEvent", "KeyboardEvent"]) {
  Object.defineProperty(globalThis, name, { value: name === "window" ? window : window[name], configurable: true, writable: true });
}
window.Element.prototype.scrollIntoView = () => {};
const Def = createRequire(import.meta.url)("autocomplete-lhc");
const list = new Def.Autocompleter.Search("code", url, { fhir: true });
const field = window.document.getElementById("code");
list.hasFocus = true;
field.value = words;
list.domCache.set("elemVal", words); // what an input event does
list.getUpdatedChoices();
const shown = () => [...window.document.querySelectorAll("#lhc-tools-searchResults li")].map(item => item.textContent.trim());
for (let waited = 0; waited < 20_000 && shown().length === 0; waited += 100) await new Promise(wait => setTimeout(wait, 100));
console.log(shown().join("\n"));
process.exit(0);
