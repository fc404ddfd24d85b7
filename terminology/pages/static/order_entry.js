/* Plays an EHR: sends the draft order to the CDS service while it is typed, and again when it is signed. */
"use strict";

function orderEntry(form) {
  const status = document.getElementById("order-status"), cards = document.getElementById("cards");
  const sent = document.querySelector("#sent code");
  let latest = 0, timer = 0;

  function order() {
    const field = (name) => form.elements.namedItem(name).value.trim();
    const coding = [field("code"), field("modifier")].filter(Boolean).map((code) => ({ system: form.dataset.system, code }));
    const quantity = Number(field("quantity"));
    return {
      resourceType: "ServiceRequest", id: "draft", status: "draft", intent: "order",
      subject: { display: "nobody" }, code: { coding },
      ...(quantity > 0 ? { quantityQuantity: { value: quantity } } : {}),
      ...(field("date") ? { occurrenceDateTime: field("date") } : {}),
    };
  }

  function request(hook, draft) {
    const draftOrders = { resourceType: "Bundle", type: "collection", entry: [{ resource: draft }] };
    const selections = hook === "order-select" ? { selections: ["ServiceRequest/draft"] } : {};
    const context = { userId: "Practitioner/example", patientId: "example", draftOrders, ...selections };
    return { hook, hookInstance: crypto.randomUUID ? crypto.randomUUID() : "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea", context };
  }

  async function ask(hook) {
    const number = ++latest, draft = order(), path = hook === "order-sign" ? form.dataset.signed : form.dataset.selected;
    if (!form.elements.namedItem("code").value.trim()) { show([], "Nothing has been ordered yet."); return; }
    const body = JSON.stringify(request(hook, draft), null, 1);
    sent.textContent = "POST " + path + "\n" + body;
    try {
      const response = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body });
      const answer = await response.json();
      if (number !== latest) return;
      if (!response.ok) { show([], "The service refuses: " + response.status + ". " + (answer.issue || [{}])[0].details?.text); return; }
      show(answer.cards, answer.cards.length ? "" : hook === "order-sign" ? "Signed. The service has no remarks." : "The service has no remarks.");
    } catch (_error) {
      if (number === latest) show([], "The service does not answer.");
    }
  }

  function show(found, text) {
    status.textContent = text || found.length + (found.length === 1 ? " card" : " cards");
    cards.replaceChildren(...found.map(cardElement));
  }

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function cardElement(card) {
    const made = element("article", "remark");
    made.dataset.indicator = card.indicator;
    made.append(element("h3", "", card.summary), element("p", "small", card.indicator + ", " + card.source.topic.display));
    if (card.detail !== card.summary) made.append(element("p", "", card.detail));
    for (const suggestion of card.suggestions || []) made.append(suggestionElement(suggestion), " ");
    for (const link of card.links || []) {
      const leads = element("a", "", link.label);
      if (/^https?:/.test(link.url)) leads.href = link.url;
      made.append(leads);
    }
    return made;
  }

  /* An EHR puts the suggested order in the place of the draft; here its codes are put into the fields. */
  function suggestionElement(suggestion) {
    const button = element("button", "", suggestion.label);
    button.type = "button";
    button.addEventListener("click", () => {
      const coding = suggestion.actions[0].resource.code.coding;
      form.elements.namedItem("code").value = coding[0].code;
      form.elements.namedItem("modifier").value = coding.length > 1 ? coding[1].code : "";
      const quantity = suggestion.actions[0].resource.quantityQuantity;
      if (quantity) form.elements.namedItem("quantity").value = quantity.value;
      ask("order-select");
    });
    return button;
  }

  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => ask("order-select"), 250); });
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(timer); ask("order-sign"); });
}

orderEntry(document.getElementById("order"));
