// A page left open must not go on showing a person's record: after the idle time without a touch or key it is left for the door. The server has ended the session by then.
const idle = Number(document.body.dataset.idle) * 1000;
let last = Date.now();
const seen = () => { last = Date.now(); };
for (const event of ["pointerdown", "keydown", "scroll"]) addEventListener(event, seen, { passive: true, capture: true });
// What this browser keeps of needling sessions, to go on without a connection, is not for whoever comes next. Taps that have not arrived stay, encrypted, until they have: see 5-carry.js.
const shut = () => Promise.race([cellarThere().then((cellar) => cellar?.shut()), new Promise((done) => setTimeout(done, 1000))]).catch(() => {});
// A page on which a time runs may stay, without the record: it is told first.
const leave = async () => {
  if (idle <= 0 || Date.now() - last < idle) return;
  if (!document.dispatchEvent(new Event("idle", { cancelable: true }))) return;
  await shut();
  location.replace(document.body.dataset.away);
};
setInterval(leave, 5000);
document.addEventListener("visibilitychange", leave);
// Going back after leaving shows nothing that was kept.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
// Sent once: a second tap on the same button does nothing.
addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 5000);
  if (!/\/account\/(lock|sign-out)$/.test(form.action)) return;
  event.preventDefault();
  shut().then(() => form.submit());
});
// An answer that calls for emergency care is told on whatever page stands open, within ten seconds. Asking keeps no session alive.
const { watch, alarm, alarmWay, day } = document.body.dataset;
const told = new Set();
const ask = async () => {
  if (document.hidden) return;
  const answer = await fetch(watch, { headers: { Accept: "application/json" }, redirect: "manual" }).catch(() => null);
  if (!answer?.ok) return;
  for (const id of (await answer.json()).open) {
    if (told.has(id) || document.getElementById("emergency-" + id.replaceAll("-", ""))) continue;
    if (told.size === 0) {
      const notice = document.createElement("div");
      notice.className = "notice stop loud screen";
      notice.role = "alert";
      const title = notice.appendChild(document.createElement("h2"));
      title.textContent = alarm;
      const way = notice.appendChild(document.createElement("p")).appendChild(document.createElement("a"));
      [way.className, way.href, way.textContent] = ["button", day, alarmWay];
      document.getElementById("main").prepend(notice);
    }
    told.add(id);
  }
};
if (watch) {
  ask();
  setInterval(ask, 10000);
  document.addEventListener("visibilitychange", ask);
}
