// The list follows the typing. What is typed is posted as the form does it: it stands in no address. Without this script the button does the same.
const form = document.querySelector("form.find");
const field = form?.querySelector("input[type=search]");
let waiting, asking;
const ask = async () => {
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), signal: asking.signal });
    // Signed out meanwhile, or refused: the page says so.
    if (!answer.ok) { form.submit(); return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.querySelector("#found").replaceChildren(...page.querySelector("#found").childNodes);
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
};
field?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(ask, 180);
});
