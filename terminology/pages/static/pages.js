/* Makes the pages quicker to use; everything works without it. */
"use strict";

/* The search field suggests codes: WAI-ARIA's combobox with a listbox. */
function combobox(input) {
  const list = document.createElement("ul");
  const status = document.createElement("span");
  const chosen = input.form.elements.date;
  const day = chosen ? "&date=" + encodeURIComponent(chosen.value) : "";
  let latest = 0, timer = 0, active = -1;
  list.id = input.id + "-options";
  list.className = "options";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Codes");
  status.className = "hidden";
  status.setAttribute("role", "status");
  input.parentElement.append(list, status);
  for (const [name, value] of [["role", "combobox"], ["aria-controls", list.id], ["aria-autocomplete", "list"], ["aria-expanded", "false"]]) {
    input.setAttribute(name, value);
  }

  function close() {
    list.replaceChildren();
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(index) {
    const options = list.children;
    if (!options.length) return;
    if (active >= 0) options[active].setAttribute("aria-selected", "false");
    active = (index + options.length) % options.length;
    options[active].setAttribute("aria-selected", "true");
    options[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[active].id);
  }

  function option(entry, index) {
    const item = document.createElement("li");
    const code = document.createElement("b");
    item.id = list.id + "-" + index;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.href = entry.href;
    code.className = "code";
    code.textContent = entry.code;
    item.append(code, " ", entry.display);
    for (const text of entry.badges) {
      const badge = document.createElement("span");
      badge.className = "badge";
      badge.textContent = text;
      item.append(" ", badge);
    }
    return item;
  }

  async function ask() {
    const words = input.value.trim(), number = ++latest;
    if (!words) { close(); status.textContent = ""; return; }
    try {
      const response = await fetch(input.dataset.suggestions + "?q=" + encodeURIComponent(words) + day);
      if (!response.ok) return;
      const found = await response.json();
      if (number !== latest || document.activeElement !== input) return;
      close();
      list.replaceChildren(...found.entries.map(option));
      input.setAttribute("aria-expanded", String(found.entries.length > 0));
      status.textContent = found.total === 1 ? "1 code" : found.total + " codes";
    } catch { close(); }
  }

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 120); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); if (list.children.length) choose(active + 1); else ask(); }
    else if (event.key === "ArrowUp" && list.children.length) { event.preventDefault(); choose(active < 0 ? -1 : active - 1); }
    else if (event.key === "Escape" && list.children.length) { event.preventDefault(); close(); }
    else if (event.key === "Enter" && active >= 0) { event.preventDefault(); location.href = list.children[active].dataset.href; }
  });
  list.addEventListener("mousedown", (event) => {
    const item = event.target.closest("li");
    if (item) { event.preventDefault(); location.href = item.dataset.href; }
  });
  input.addEventListener("blur", () => { latest += 1; close(); });
}

/* A button beside each text that software copies. */
function copyButton(block) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    try { await navigator.clipboard.writeText(block.textContent); button.textContent = "Copied"; }
    catch { getSelection().selectAllChildren(block); button.textContent = "Press Ctrl+C"; }
  });
  block.before(button);
}

const fields = document.querySelectorAll("[data-suggestions]");
fields.forEach(combobox);
document.querySelectorAll(".copies pre").forEach(copyButton);
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.target.closest("input, textarea, select") && fields.length) {
    event.preventDefault();
    fields[0].focus();
  }
});
