// The page of a session. Every tap is an event that is kept first, shown at once, and sent when it can be; the forms of the page say what the taps are.
class NeedlingSession extends HTMLElement {
  connectedCallback() {
    this.page = JSON.parse(this.querySelector("[data-page]").textContent);
    this.words = this.page.words;
    // A tap that comes before everything stands waits for it.
    this.ready = this.begin();
    this.addEventListener("submit", (event) => this.submitted(event));
    this.addEventListener("click", (event) => this.clicked(event));
    document.addEventListener("idle", (event) => this.idle(event));
  }

  async begin() {
    if (!this.page.shell) {
      const { view } = this.page;
      Object.assign(this.page, {
        token: this.querySelector("[name=token]").value, through: view.through, session: view.session, planned: view.prescribed,
        minutes: view.prescribedMinutes ?? 20,
        // The server said its time after this page had been asked for.
        skew: Date.parse(view.serverTime) - Date.now() + performance.now() / 2, within: performance.now() / 2,
      });
    }
    this.cellar = await Cellar.open();
    if (this.page.shell && !await this.takeUp()) return;
    this.names = new Map([...this.querySelectorAll("#all-points option")].map((option) => [option.value, option.dataset.name]));
    this.events = new Map(this.page.events.map((event) => [event.stamp.key, event]));
    this.next = {};
    this.bell = new Bell((left) => this.paintClock(left));
    for (const part of this.querySelectorAll("[data-script]:not([data-fates])")) part.hidden = false;
    this.device = this.cellar?.device ?? newKey();
    this.line = new Line(this.page, this.cellar, (events, state) => this.hear(events, state), (how, count) => this.sayLine(how, count), () => this.keep());
    this.line.reset = () => { if (!this.locked) this.paint(); };
    this.server = this.page.view;
    // The page was made from it: nothing of it has to be asked for again.
    if (!this.page.shell) this.seen = this.outlook(this.server);
    this.hear((await this.cellar?.waiting())?.get(this.page.session) ?? [], null);
    this.beginScan();
    this.beginChart();
    await this.beginKeeping();
    this.setAttribute("data-ready", "");
    await this.line.count();
    this.line.flush();
  }

  hear(events, state) {
    let isNew = false;
    for (const event of events) {
      if (this.events.has(event.stamp.key)) continue;
      this.events.set(event.stamp.key, event);
      isNew = true;
    }
    if (state?.phase === "signed") { this.leave(); return; }
    const before = this.seen;
    if (state) {
      this.server = state;
      this.seen = this.outlook(state);
    }
    if (isNew || !this.state) this.state = told([...this.events.values()]);
    if (isNew || before !== this.seen || !this.items) this.paint();
    if (isNew) this.keepSoon();
    if (before !== this.seen) this.refresh();
  }

  outlook(state) { return JSON.stringify([state.phase, state.open, state.against, state.conflicts, state.stops, state.count]); }

  async leave() {
    if (this.leaving) return;
    this.leaving = true;
    this.line.end();
    await this.cellar?.close(this.page.session);
    location.reload();
  }

  at() {
    const now = this.line.now();
    return { now, iso: (instant) => iso(instant, this.page.offset), day: iso(now, this.page.offset).slice(0, 10) };
  }

  own() { return Math.max(0, ...[...this.events.values()].map(({ stamp }) => (stamp.device === this.device ? stamp.sequence : stamp.seen[this.device] ?? 0))); }

  /** Makes the events of a move and keeps them; true when it was made. */
  async move(name, fields, needles = []) {
    for (const turn of [1, 2, 3]) {
      let [no, behind] = [null, false];
      await this.line.append(this.device, (last) => {
        // Another tab of this browser has recorded something that is not known here yet.
        behind = last > this.own();
        if (behind) return [];
        const at = this.at();
        const made = moves[name](this.state, fields, at, needles);
        if (typeof made === "string") { no = made; return []; }
        const { known, lacking } = this.state.gaps;
        const { [this.device]: mine, ...seen } = known;
        let number = Math.max(last, this.own());
        return made.map((event) => ({
          ...event, stamp: { key: newKey(), device: this.device, sequence: ++number, at: at.iso(at.now), by: this.page.by, seen, lacking: lacking.filter((l) => l.device !== this.device) },
        }));
      });
      if (!behind) { this.say(no === null ? "" : this.words[`no-${no}`], no !== null); return no === null; }
      this.hear((await this.line.waiting()).get(this.page.session) ?? [], null);
      if (turn === 1) await this.line.look();
      // What that tab recorded cannot be had now: this one goes on under a name of its own.
      else this.device = newKey();
    }
    return false;
  }

  async submitted(event) {
    const [form, button] = [event.target, event.submitter];
    if (form.dataset.away !== undefined) return;
    event.preventDefault();
    event.stopPropagation();
    // A second tap before the first has been recorded is the same tap.
    if (form.dataset.busy !== undefined) return;
    form.dataset.busy = "";
    try { await this.carryOut(form, button, new FormData(form, button)); } finally { delete form.dataset.busy; }
  }

  async carryOut(form, button, fields) {
    const name = fields.get("move");
    await this.ready;
    if (this.locked) return;
    if (["choose", "add", "group", "label"].includes(name)) { await this[name](form, fields); return; }
    if (!(name in moves) || (name === "settle" && !["found", "never-recorded"].includes(fields.get("how")))) {
      // The server has to know all before it signs, reports, or lets a needle go home.
      if (!await this.line.flush()) { this.say(this.words["no-line"], true); return; }
      form.dataset.away = "";
      form.requestSubmit(button);
      return;
    }
    if (name === "insert" || name === "as-planned") {
      const at = `${fields.get("point")}:${fields.get("side")}`;
      const rows = name === "insert" ? this.items.filter((item) => item.at === at && !item.needle).slice(0, 1) : this.items.filter((item) => !item.needle);
      await this.move(name, fields, rows.map((item) => this.dressed(item.planned)));
    } else if (await this.move(name, fields)) {
      form.closest("details")?.removeAttribute("open");
      if (name === "describe" || name === "retract" || (name === "remove" && form.closest("#about"))) this.about(null);
    }
  }

  /** With what was chosen for the next needles; what the plan says stays where nothing was chosen. */
  dressed(planned) {
    const lot = this.next.lot ?? this.state.needles.filter((n) => n.now.lot).at(-1)?.now.lot ?? null;
    return { ...planned, ...this.next, lot };
  }

  choose(form, fields) {
    if (fields.get("expiry") && fields.get("expiry") < this.at().day) { this.say(this.words["no-expired"], true); return; }
    const chosen = described({}, fields);
    this.next = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== null && value !== "unknown"));
    form.closest("details").open = false;
    this.say(this.words.chosen, false);
  }

  async add(form, fields) {
    const text = fields.get("codes");
    const { picks, unread } = this.read(text);
    if (unread.length > 0 || picks.length === 0) { this.say(this.words["no-code"].replace("{0}", unread.join(", ") || text), true); return; }
    const late = fields.has("late") || isTaking(this.state);
    const depth = numberOf(fields.get("depth"), 0, 200);
    if (!late && await this.obstacles(picks, depth)) return;
    if (await this.move(late ? "record-late" : "insert", fields, picks.map(([point, side]) => this.dressed({ point, side, depthMillimetres: depth })))) form.reset();
  }

  /** What the rules of needling and the plan say to points that were not prescribed; offline they cannot be asked, and what is in must be recorded. */
  async obstacles(picks, depth = null) {
    const against = await Promise.all(picks.filter((pick) => !this.page.planned.some((p) => `${p.point}:${p.side}` === pick.join(":"))).map(async ([point, side]) => {
      try {
        const answer = await fetch(`${this.page.sessions}${this.page.session}/site?point=${point}&side=${side}${depth === null ? "" : `&depth=${depth}`}`, { redirect: "manual", signal: AbortSignal.timeout(5000) });
        return answer.ok ? (await answer.json()).obstacles.map((text) => `${this.nameOf({ point, side })}: ${text}`) : [];
      } catch { return []; }
    }));
    const all = against.flat();
    if (all.length > 0) this.say(`${this.words["no-site"]} ${all.join(" ")}`, true);
    return all.length > 0;
  }

  // "GB30 r, BL40 both", "环跳 左", "GV4": codes or names with a side after them.
  read(text) {
    const fold = (word) => word.normalize("NFKC").toLowerCase().replace(/[-\s]/g, "");
    const sides = { l: ["left"], left: ["left"], 左: ["left"], r: ["right"], right: ["right"], 右: ["right"], b: ["left", "right"], both: ["left", "right"], bilateral: ["left", "right"], 双: ["left", "right"], 双侧: ["left", "right"], "": [] };
    this.codes ??= new Map([...this.querySelectorAll("#all-points option")].flatMap((option) => [option.value, ...option.dataset.also.split("|")].map((word) => [fold(word), option])));
    const [picks, unread] = [[], []];
    for (const part of text.split(/[,;，；、\n]+/).map((one) => one.trim()).filter((one) => one !== "")) {
      const words = part.split(/\s+/);
      let [option, side] = [this.codes.get(fold(part)), ""];
      if (!option) {
        const whole = /^(.*?)([左右双]侧?)$/u.exec(part);
        const last = words.length > 1 ? words.at(-1).toLowerCase() : "";
        [option, side] = whole ? [this.codes.get(fold(whole[1])), whole[2].replace("侧", "")] : [this.codes.get(fold(words.slice(0, -1).join(" "))), last];
      }
      const found = option?.dataset.midline !== undefined ? ["midline"] : sides[side];
      if (!option || !found || found.length === 0) unread.push(part);
      else for (const one of found) picks.push([option.value, one]);
    }
    return { picks, unread };
  }

  async group(form, fields) {
    const picks = fields.get("points").split(" ").map((one) => one.split(":"));
    const there = new Set(this.state.needles.filter((n) => isOpen(n)).map((n) => `${n.now.point}:${n.now.side}`));
    const missing = picks.filter((pick) => !there.has(pick.join(":")));
    if (await this.obstacles(missing)) return;
    await this.move("insert", fields, missing.map(([point, side]) => this.dressed({ point, side })));
  }

  clicked(event) {
    if (!this.items) return;
    const more = event.target.closest("a[data-about]");
    if (more) { event.preventDefault(); this.about(more.closest("li").dataset.at, more.closest("li").dataset.key); }
    if (event.target.closest("[data-hush]")) { this.bell.hush(); this.paintClock(null); this.bell.tick(); }
    if (event.target.closest("[data-allow]")) Notification.requestPermission().then(() => this.paint());
    if (event.target.closest("[data-close]")) { event.preventDefault(); this.about(null); }
  }

  about(at, key) {
    const panel = this.querySelector("#about");
    const item = this.items.find((one) => one.at === at && (one.needle?.key ?? "") === (key ?? ""));
    panel.hidden = !item;
    if (!item) return;
    const needle = item.needle?.now ?? item.planned;
    panel.querySelector("h2").textContent = this.nameOf(needle);
    for (const field of panel.querySelectorAll("[name=point]")) field.value = needle.point;
    for (const field of panel.querySelectorAll("[name=side]")) field.value = needle.side;
    for (const field of panel.querySelectorAll("[name=about]")) field.value = field.dataset.of === "removal" ? item.needle?.removal ?? "" : item.needle?.key ?? "";
    const values = {
      kind: needle.kind, angle: needle.angle, response: needle.response, stimulation: needle.stimulation, diameter: needle.size?.diameterMillimetres, length: needle.size?.lengthMillimetres,
      depth: needle.depthMillimetres, lot: needle.lot?.lot, gtin: needle.lot?.gtin, expiry: needle.lot?.expiry, hertz: needle.electro?.hertz, milliamperes: needle.electro?.milliamperes,
      "electro-minutes": needle.electro?.minutes, note: needle.note,
    };
    for (const [name, value] of Object.entries(values)) {
      for (const field of panel.querySelectorAll(`.describe [name="${name}"]`)) {
        if (field.type === "radio") field.checked = field.value === (value ?? "unknown"); else field.value = value ?? "";
      }
    }
    for (const part of panel.querySelectorAll("[data-fates]")) part.hidden = !part.dataset.fates.split(" ").includes(item.needle?.fate ?? "planned") || (part.dataset.press !== undefined && !item.needle?.home);
    panel.scrollIntoView({ block: "start" });
    panel.querySelector("h2").focus({ preventScroll: true });
  }

  // What the server makes of it in words: conflicts, what is open, what to do.
  refresh() {
    clearTimeout(this.soon);
    this.soon = setTimeout(async () => {
      try {
        const answer = await fetch(`${this.page.sessions}${this.page.session}/open`, { redirect: "manual", signal: AbortSignal.timeout(15000) });
        if (!answer.ok) return;
        const said = new DOMParser().parseFromString(await answer.text(), "text/html");
        for (const id of ["stops", "open"]) {
          const [there, here] = [said.getElementById(id), this.querySelector(`#${id}`)];
          // What somebody has opened stays open.
          const named = (part) => [part.querySelector("summary").textContent, ...["about", "conflict"].map((name) => part.querySelector(`[name=${name}]`)?.value)].join();
          const opened = new Set([...here.querySelectorAll("details[open]")].map(named));
          for (const part of there?.querySelectorAll("details") ?? []) part.open = opened.has(named(part));
          if (there && !here.contains(document.activeElement?.closest("input, textarea"))) here.replaceWith(document.adoptNode(there));
        }
        this.paintStops();
      } catch { /* said by the line */ }
    }, 200);
  }

  say(text, isWrong) {
    const line = this.querySelector("[data-said]");
    line.textContent = text;
    line.classList.toggle("wrong", isWrong);
    if (isWrong) line.scrollIntoView({ block: "nearest" });
  }

  sayLine(how, count) {
    const line = this.querySelector("[data-line]");
    line.textContent = this.words[`line-${how}`].replace("{0}", count);
    line.dataset.line = how;
    this.querySelector("[data-door]").hidden = how !== "door";
    // What only the server knows counts once nothing is on its way to it.
    if (this.items) this.paintNext(this.state);
  }

  // Nobody has touched the page for long: whoever comes by sees no record, and the time goes on.
  idle(event) {
    this.cellar?.shut([this.page.session]).catch(() => {});
    if (this.locked) { event.preventDefault(); return; }
    if (!this.line || (this.bell.end === null && this.line.loose.length === 0)) return;
    event.preventDefault();
    this.line.over = true;
    this.lock();
  }

  lock() {
    this.locked = document.importNode(this.querySelector("template[data-locked]").content, true).firstElementChild;
    for (const link of this.locked.querySelectorAll("a")) link.href = link.href.replace(this.dataset.session, this.page.session);
    document.body.replaceChildren(this.locked);
    document.title = this.bell.title = this.locked.querySelector("h1").textContent;
    this.locked.querySelector("[data-hush]").addEventListener("click", () => this.bell.hush());
    this.bell.tick();
  }
}
