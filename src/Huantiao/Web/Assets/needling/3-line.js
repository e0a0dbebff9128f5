// The line to the server: events go in their order and are kept until they are acknowledged; what other devices recorded comes back.
const every = 2000;
const atOnce = 200;

class Line {
  /** @param told called with events that are new here, and with what the server makes of the session. @param keep called before what waited is let go of. */
  constructor(page, cellar, told, say, keep) {
    [this.page, this.cellar, this.told, this.say, this.keep] = [page, cellar, told, say, keep];
    this.through = page.through;
    [this.skew, this.within] = [page.skew, page.within ?? Infinity];
    this.pause = 1000;
    this.loose = [];
    this.waits = 0;
    // Sessions that the server does not take now, such as another clinic's: what waits of them waits on.
    this.passed = new Set();
    this.tabs = "BroadcastChannel" in globalThis ? new BroadcastChannel("huantiao-session") : null;
    this.tabs?.addEventListener("message", ({ data }) => {
      if (data.session === page.session) this.told(data.events, null);
      if (data.sent) this.count();
    });
    addEventListener("online", () => { this.pause = 1000; this.flush(); });
    addEventListener("beforeunload", (event) => { if (this.loose.length > 0) event.preventDefault(); });
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") this.look(); });
    this.timer = setInterval(() => this.look(), every);
  }

  /** The server's clock, as well as this device can tell. */
  now() { return Date.now() + this.skew; }

  async append(device, make) {
    let events;
    if (this.cellar) events = await this.cellar.append(this.page.session, device, make);
    else {
      events = make(0);
      this.loose.push(...events);
    }
    if (events.length === 0) return events;
    this.tabs?.postMessage({ session: this.page.session, events });
    this.told(events, null);
    this.count(events.length);
    this.flush();
    return events;
  }

  async count(more = 0) {
    this.waits = more > 0 ? this.waits + more : await this.waiting().then((all) => [...all.values()].flat().length);
    this.say(this.door ? "door" : this.waits === 0 ? (this.away ? "away" : "saved") : this.away ? (this.cellar ? "kept" : "loose") : "sending", this.waits);
  }

  async waiting() {
    const all = await this.cellar?.waiting() ?? new Map();
    if (this.loose.length > 0) all.set(this.page.session, [...all.get(this.page.session) ?? [], ...this.loose]);
    for (const other of this.passed) all.delete(other);
    return all;
  }

  flush() {
    if (this.page.shell) return this.look().then(() => this.count()).then(() => false);
    this.sending ??= this.sendAll().finally(() => { this.sending = null; });
    return this.sending;
  }

  /** True when nothing waits any more. This session goes first; what another one is refused does not hold it up. */
  async sendAll() {
    for (let all; (all = await this.waiting()).size > 0;) {
      const session = all.has(this.page.session) ? this.page.session : all.keys().next().value;
      const [events, own] = [all.get(session), session === this.page.session];
      const said = await this.ask(session, "/events", { method: "PUT", body: JSON.stringify({ after: own ? this.through : 0, events: events.slice(0, atOnce) }) });
      if (!said && own) { await this.count(); return false; }
      if (!said && this.away) return false;
      const arrived = new Set(said?.arrived);
      if (arrived.size === 0) {
        if (own) { this.say("refused", events.length); return false; }
        this.passed.add(session);
        continue;
      }
      if (own) await this.keep();
      await this.cellar?.forget(said.arrived);
      this.loose = this.loose.filter((event) => !arrived.has(event.stamp.key));
      this.tabs?.postMessage({ sent: true });
      if (own) this.hear(said);
    }
    await this.count();
    return true;
  }

  async look() {
    if (document.visibilityState !== "visible" || this.looking || this.over) return;
    this.looking = true;
    try {
      if (this.waits > 0 && !this.page.shell) { await this.flush(); return; }
      const said = await this.ask(this.page.session, `/state?after=${this.through}`, { cache: "no-store", known: this.tag });
      if (said) this.hear(said);
    } finally { this.looking = false; }
  }

  hear(said) {
    if (said.through >= this.through) this.through = said.through;
    this.told(said.events, said.state);
  }

  /** What the server says; null where it says nothing, or that nothing has changed since it gave the tag that is known. */
  async ask(session, what, { known = null, ...options }) {
    const from = Date.now();
    try {
      const answer = await fetch(this.page.sessions + session + what, {
        ...options, redirect: "manual", signal: AbortSignal.timeout(15000),
        headers: { Accept: "application/json", "Content-Type": "application/json", "X-Request-Token": this.page.token, ...known && { "If-None-Match": known } },
      });
      const to = Date.now();
      // The page that a device keeps has no place at the server: once there is one again, the true page takes over, and sends what waits.
      if (this.page.shell && (answer.type === "opaqueredirect" || answer.status < 500)) { this.page.back(); return null; }
      this.door = answer.type === "opaqueredirect" || answer.status === 400 || answer.status === 401 || answer.status === 403;
      const same = answer.status === 304;
      if (answer.ok || same) {
        this.pause = 1000;
        if (this.away) { this.away = false; await this.count(); }
        // The clock of an answer without a body tells seconds only.
        if (same) { this.clock(Date.parse(answer.headers.get("Date") ?? "") + 500, 500, from, to); return null; }
        const said = await answer.json();
        this.clock(Date.parse(said.state?.serverTime), 0, from, to);
        if (what.startsWith("/state")) this.tag = answer.headers.get("ETag");
        return said;
      }
      if (this.door) { this.away = true; this.say("door", this.waits); return null; }
      if (answer.status === 404 && session !== this.page.session) { this.away = false; return null; }
    } catch { this.door = false; /* no connection, or none that answers in time */ }
    this.away = true;
    clearTimeout(this.again);
    if (this.waits > 0) this.again = setTimeout(() => this.flush(), this.pause);
    else this.say("away", 0);
    this.pause = Math.min(this.pause * 2, 15000);
    return null;
  }

  /** The server said its time somewhere between asking and hearing. What is known more closely stays, unless both cannot be true: then this device's own clock was set. */
  clock(server, grain, from, to) {
    const [skew, within] = [server - (from + to) / 2, (to - from) / 2 + grain];
    if (Number.isNaN(skew)) return;
    const wasSet = Math.abs(skew - this.skew) > within + this.within;
    if (!wasSet && within >= this.within) return;
    [this.skew, this.within] = [skew, within];
    this.reset?.();
  }

  end() {
    this.over = true;
    clearInterval(this.timer);
  }
}
