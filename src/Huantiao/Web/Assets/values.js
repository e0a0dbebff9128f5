// Says back what matters most to the reader, in the page and nowhere else: nothing is sent, nothing is kept.
for (const values of document.querySelectorAll("[data-values]")) {
  const result = values.querySelector("output");
  const clear = values.querySelector("button");
  const say = () => {
    const most = [...values.querySelectorAll("label:last-of-type > :checked")].map((input) => input.closest("fieldset").querySelector("legend").textContent);
    clear.hidden = values.querySelector(":checked") === null;
    result.replaceChildren();
    if (most.length === 0) return;
    const lead = document.createElement("p");
    lead.textContent = result.dataset.lead;
    const list = document.createElement("ul");
    list.append(...most.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    result.append(lead, list);
  };
  values.addEventListener("change", say);
  clear.addEventListener("click", () => {
    for (const input of values.querySelectorAll("input:checked")) input.checked = false;
    say();
    values.querySelector("input").focus();
  });
  say();
}
