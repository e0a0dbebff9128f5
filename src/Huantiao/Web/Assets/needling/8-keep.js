// What a device keeps of a session to go on without the server: needles, times and what was planned, without a name and without anybody's words. It can be read as long as the page is in use: once it would
// show no record any more, this shows none either, and the time alone goes on.
const beat = 5000;
const spoken = new Set(["because", "note", "where", "instructions", "text"]);
const unspoken = (what) => JSON.parse(JSON.stringify(what, (name, value) => (spoken.has(name) && typeof value === "string" ? "" : value)));

Object.assign(NeedlingSession.prototype, {
  async beginKeeping() {
    this.idleAfter = this.page.idle ?? Number(document.body.dataset.idle) * 1000;
    if (!this.cellar || !(this.idleAfter > 0)) return;
    this.touched = Date.now();
    const touch = () => { if (Date.now() - this.touched > beat) this.keepSoon(); this.touched = Date.now(); };
    for (const kind of ["pointerdown", "keydown", "scroll"]) addEventListener(kind, touch, { passive: true, capture: true });
    if (this.page.shell) setInterval(() => { if (!this.locked && Date.now() - this.touched >= this.idleAfter) { this.lock(); this.cellar.shut([this.page.session]); } }, beat);
    await this.keep();
    // Where it is refused, by the browser or for want of a safe connection, a page without a connection cannot be loaded again, as everywhere else.
    const workers = navigator.serviceWorker;
    if (!this.page.shell) workers?.register("/session-worker.js", { scope: this.page.sessions }).catch(() => {});
    this.bell.worker = () => workers?.getRegistration(this.page.sessions);
  },

  keepSoon() {
    if (this.touched) this.keeping ??= setTimeout(() => { this.keeping = null; this.keep(); }, 300);
  },

  /** Also before what waited is let go of: no needle is ever nowhere. */
  async keep() {
    if (!this.touched || this.locked || this.leaving) return;
    const { session, planned, minutes, by, offset } = this.page;
    const sheet = { page: unspoken({ session, planned, minutes, by, offset, skew: this.line.skew, idle: this.idleAfter }), events: unspoken([...this.events.values()]) };
    try { await this.cellar.keepSheet(session, sheet, this.touched + this.idleAfter, this.bell.end); } catch { /* the browser's place is full: the page itself goes on */ }
  },

  /** In the page without anybody: true where this device holds the session and may show it. Else it shows the time, where it knows one. */
  async takeUp() {
    const session = location.pathname.split("/").at(-1).toLowerCase();
    const isTyping = () => document.activeElement?.matches("input, textarea") && document.activeElement.value !== "";
    Object.assign(this.page, { session, back: () => { if (!isTyping() && (!this.locked || this.bell.end === null)) location.reload(); } });
    const found = await this.cellar?.sheetOf(session).catch(() => null) ?? null;
    if (found?.sheet) {
      const { page, events } = found.sheet;
      Object.assign(this.page, page, { events, through: 0, view: { phase: page.phase, against: [] } });
      this.querySelector("#minutes").value = this.page.minutes;
      for (const link of this.querySelectorAll("a[href]")) link.href = link.href.replace(this.dataset.session, session);
      return true;
    }
    this.page.skew = 0;
    if (!found?.end) this.words["time-none"] = this.words["shell-unknown"];
    this.bell = new Bell((left) => this.paintClock(left));
    this.lock();
    this.bell.set(found?.end ?? null, this.words.bell);
    new Line(this.page, null, () => {}, () => {}, () => {});
    return false;
  },
});
NeedlingSession.told = told;
customElements.define("needling-session", NeedlingSession);
