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
