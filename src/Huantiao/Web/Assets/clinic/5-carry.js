// Taps of a session that waited on this device, because the connection or the browser went, are carried to the server from whatever page of the clinic is open next; the session's own page does it itself.
const cellarThere = async () => {
  const all = await indexedDB.databases?.() ?? [];
  return all.some(({ name }) => name === "huantiao-session") ? Cellar.open() : null;
};

const carry = async () => {
  const [cellar, token] = [await cellarThere(), document.querySelector("[name=token]")?.value];
  if (!cellar || !token) return;
  let left = null;
  for (const [session, events] of await cellar.waiting()) {
    const address = document.body.dataset.sessions + session;
    try {
      const answer = await fetch(`${address}/events`, {
        method: "PUT", redirect: "manual", body: JSON.stringify({ after: 0, events: events.slice(0, 200) }), signal: AbortSignal.timeout(15000),
        headers: { Accept: "application/json", "Content-Type": "application/json", "X-Request-Token": token },
      });
      // Another clinic's, or nobody's here: it waits on.
      if (answer.status === 404) continue;
      if (answer.ok) await cellar.forget((await answer.json()).arrived);
      if (!answer.ok || events.length > 200) left ??= address;
    } catch { left ??= address; }
  }
  const said = document.getElementById("carried");
  if (left === null) { said?.remove(); return; }
  setTimeout(carry, 10000);
  if (said) return;
  const notice = Object.assign(document.createElement("p"), { id: "carried", className: "notice care screen", role: "status" });
  notice.append(`${document.body.dataset.waits} `, Object.assign(document.createElement("a"), { href: left, textContent: document.body.dataset.waitsWay }));
  document.getElementById("main").prepend(notice);
};
if (document.body.dataset.sessions && !document.querySelector("needling-session")) carry();
