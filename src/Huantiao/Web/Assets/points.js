// Typing filters the list at once; Enter asks the server, which also knows "near" and regions. Without this script the form does all of it.
const search = document.querySelector("form.search input");
const said = document.querySelector("#filtered");
const channels = [...document.querySelectorAll("details.channel")];
const fold = (text) => text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
const lines = channels.flatMap((channel) => [...channel.querySelectorAll("li")].map((line) => ({ line, channel, text: `${fold(line.textContent)} ${fold(line.dataset.also)}` })));
search?.addEventListener("input", () => {
  const wanted = fold(search.value);
  let found = 0;
  const open = new Set();
  for (const { line, channel, text } of lines) {
    line.hidden = wanted !== "" && !text.includes(wanted);
    if (!line.hidden) { found++; open.add(channel); }
  }
  for (const channel of channels) {
    channel.hidden = !open.has(channel);
    channel.open = wanted !== "" && open.has(channel);
  }
  said.textContent = wanted === "" ? "" : said.dataset.words.replace("{0}", found);
});

// The layers that were chosen go along to the next view, in its address: nothing is stored.
const layers = [...document.querySelectorAll(".layers input")];
const views = [...document.querySelectorAll("#views a")];
const chosen = new URLSearchParams(location.search).get("layers")?.split(".");
if (chosen) for (const layer of layers) layer.checked = chosen.includes(layer.id);
// A view without nerves does not offer them; what was chosen before stays chosen.
const elsewhere = (chosen ?? []).filter((id) => id.startsWith("layer-") && !layers.some((layer) => layer.id === id));
const carry = () => {
  for (const view of views) {
    const address = new URL(view.href);
    address.searchParams.set("layers", [...layers.filter((layer) => layer.checked).map((layer) => layer.id), ...elsewhere].join("."));
    view.href = address;
  }
};
for (const layer of layers) layer.addEventListener("change", carry);
if (chosen) carry();
