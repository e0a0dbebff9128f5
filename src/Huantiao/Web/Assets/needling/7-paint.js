// From the session to the page: rows, chart, clock, and the one next move. The markup is the server's; here it is shown, hidden and filled.
const signs = { planned: "○", in: "●", retained: "◉", out: "✓", "counted-out": "✓", home: "⌂", pulled: "?", "broken-off": "!", settled: "✓" };
const svgName = "http://www.w3.org/2000/svg";
const isTaking = (s) => s.phase === "removing" || s.held;

Object.assign(NeedlingSession.prototype, {
  nameOf({ point, side }) { return `${point} ${this.names.get(point) ?? ""} · ${this.words[`side-${side}`]}`; },

  itemsOf(s) {
    const left = [...s.needles];
    const items = this.page.planned.map((planned) => {
      const i = left.findIndex((n) => n.now.point === planned.point && n.now.side === planned.side);
      return { at: `${planned.point}:${planned.side}`, planned, needle: i < 0 ? undefined : left.splice(i, 1)[0] };
    });
    return [...items, ...left.map((needle) => ({ at: `${needle.now.point}:${needle.now.side}`, planned: needle.now, needle }))];
  },

  paint() {
    const s = this.state;
    this.items = this.itemsOf(s);
    const list = this.querySelector("[data-needles]");
    const rows = this.items.map((item) => this.row(item, list));
    for (const old of [...list.children]) if (!rows.includes(old)) old.remove();
    this.querySelector("[data-none]").hidden = rows.length > 0;
    for (const circle of this.querySelectorAll("[data-tally]")) circle.textContent = this.words.tally.replace("{0}", s.open).replace("{1}", s.needles.length - s.open);
    this.dataset.phase = s.held ? "interrupted" : s.phase;
    for (const part of this.querySelectorAll("[data-phases]")) part.hidden = !part.dataset.phases.split(" ").includes(this.dataset.phase);
    for (const part of this.querySelectorAll("[data-late]")) part.hidden = isTaking(s) !== (part.dataset.late === "yes");
    const allow = this.querySelector("[data-allow]");
    allow.hidden = !("Notification" in globalThis) || Notification.permission !== "default" || s.timer === null;
    this.querySelector("[data-phase-words]").textContent = this.words[`phase-${this.dataset.phase}`];
    this.paintStops();
    this.paintNext(s);
    this.paintCount(s);
    this.paintMarks();
    this.bell.set(s.open > 0 && s.timer && s.phase !== "removing" ? s.timer.end - this.line.skew : null, this.words.bell);
  },

  row(item, list) {
    const key = item.needle?.key ?? "";
    const fate = item.needle === undefined ? "planned" : item.needle.fate === "in" && this.state.phase !== "needling" ? "retained" : item.needle.fate;
    const row = [...list.children].find((one) => one.dataset.at === item.at && (one.dataset.key === key || one.dataset.key === ""))
      ?? list.appendChild(document.importNode(this.querySelector("template[data-row]").content, true).firstElementChild);
    Object.assign(row.dataset, { at: item.at, key, fate });
    row.querySelector(".what").textContent = this.nameOf(item.planned);
    row.querySelector(".state").textContent = this.words[`fate-${fate}`];
    row.querySelector(".sign").textContent = signs[fate];
    [row.querySelector("[name=point]").value, row.querySelector("[name=side]").value] = item.at.split(":");
    row.querySelector("[name=about]").value = key;
    const button = row.querySelector("button");
    const taking = isTaking(this.state);
    const does = fate === "planned" ? (taking ? null : "insert") : (fate === "in" || fate === "retained" || fate === "pulled") && taking ? "remove" : null;
    button.disabled = does === null;
    button.value = does ?? "";
    row.querySelector(".does").textContent = does === null ? "" : this.words[`does-${does}`];
    const more = row.querySelector("[data-about]");
    more.hidden = item.needle === undefined;
    more.querySelector(".unseen").textContent = this.words.about.replace("{0}", this.nameOf(item.planned));
    return row;
  },

  nextOf(s) {
    if (s.pulled && s.open > 0) return "count";
    if (s.stops.length > 0 && s.phase !== "removing") return s.open > 0 ? "begin-removing" : "open";
    if (s.phase === "interrupted") return s.pulled ? "begin-removing" : "resume";
    if (s.phase === "prepared") return !s.cleared ? "clear" : this.page.planned.length > 0 ? "as-planned" : "add";
    if (s.phase === "needling") return s.needles.length === 0 ? (this.page.planned.length > 0 ? "as-planned" : "add") : "retain";
    if (s.phase === "retaining") return "begin-removing";
    // Looked for twice: what became of the missing one is said under what is open.
    if (s.count?.second && !s.count.stale && !s.count.agrees && !s.contradict) return "open";
    if (s.open > 0 || s.contradict || (s.count && !s.count.agrees)) return "count";
    // What only the server knows: conflicts, whose session it is, the licence.
    return this.line.waits === 0 && this.server.phase === "removing" && this.server.against.length > 0 ? "open" : "sign";
  },

  paintNext(s) {
    const next = this.nextOf(s);
    for (const one of this.querySelectorAll("[data-next]")) one.hidden = one.dataset.next !== next;
    const minutes = this.querySelector("#minutes")?.value || this.page.minutes;
    for (const field of this.querySelectorAll(".bar [name=minutes]")) field.value = minutes;
    for (const sub of this.querySelectorAll("[data-sub]")) {
      const count = next === "as-planned" ? this.items.filter((item) => !item.needle).length : s.open;
      sub.textContent = this.words[`sub-${sub.dataset.sub}`].replace("{0}", count).replace("{1}", minutes);
    }
    this.querySelector(".rapid").hidden = s.pulled || s.phase === "prepared" || s.open === 0;
  },

  // A stop of this device is said before the server has heard of it.
  paintStops() { this.querySelector("[data-stopped]").hidden = this.state.stops.length === 0 || this.querySelector("#stops").childElementCount > 0; },

  paintCount(s) {
    const words = this.words;
    const said = s.contradict ? words["count-contradict"] : !s.count ? "" : s.count.agrees ? words["count-agrees"].replace("{0}", s.count.counted)
      : s.count.stale ? words["count-stale"] : words[s.count.second ? "count-second" : "count-differs"].replace("{0}", s.count.counted).replace("{1}", s.count.expected);
    const line = this.querySelector("[data-counted]");
    line.textContent = said;
    line.classList.toggle("wrong", said !== "" && !s.count?.agrees);
  },

  // Below zero the needles are overdue: said in words, by a sign, and in colour.
  paintClock(left) {
    const clock = this.locked ?? this.querySelector("#clock");
    clock.dataset.time = left === null ? "none" : left <= 0 ? "over" : left <= 60 ? "soon" : "runs";
    for (const face of (this.locked ?? this).querySelectorAll("[data-left]")) face.textContent = left === null ? "" : clockface(left);
    const hush = clock.querySelector("[data-hush]");
    if (hush) hush.hidden = !this.bell?.rings;
    const ends = clock.querySelector("[data-ends]");
    if (ends) ends.textContent = this.bell?.end == null ? "" : this.words.ends.replace("{0}", iso(this.bell.end + this.line.skew, this.page.offset).slice(11, 16));
    const words = clock.querySelector("[data-time-words]");
    if (words) words.textContent = this.words[`time-${clock.dataset.time}`];
  },

  paintMarks() {
    for (const chart of this.querySelectorAll("[data-chart] svg")) {
      const marks = chart.querySelector(".marks") ?? chart.appendChild(Object.assign(document.createElementNS(svgName, "g")));
      marks.setAttribute("class", "marks live");
      marks.replaceChildren();
      for (const item of this.items) {
        const [code, side] = item.at.split(":");
        const there = chart.querySelector(`[data-code="${CSS.escape(code)}"][data-side="${{ left: "L", right: "R" }[side] ?? "M"}"] circle`) ?? (side === "midline" ? chart.querySelector(`[data-code="${CSS.escape(code)}"] circle`) : null);
        if (!there) continue;
        const [x, y, r] = [Number(there.getAttribute("cx")), Number(there.getAttribute("cy")), 6];
        const fate = item.needle === undefined ? "planned" : isOpen(item.needle) ? "in" : "out";
        const group = document.createElementNS(svgName, "g");
        group.dataset.fate = fate;
        const shape = document.createElementNS(svgName, fate === "out" ? "path" : "circle");
        if (fate === "out") shape.setAttribute("d", `M${x - r} ${y - r}l${2 * r} ${2 * r}m${-2 * r} 0l${2 * r} ${-2 * r}`);
        else for (const [name, value] of [["cx", x], ["cy", y], ["r", r]]) shape.setAttribute(name, value);
        const label = document.createElementNS(svgName, "text");
        // Outwards: the names of two sides do not meet.
        const outwards = x < chart.viewBox.baseVal.width / 2 ? -1 : 1;
        for (const [name, value] of [["x", x + (10 * outwards)], ["y", y + 5], ["text-anchor", outwards < 0 ? "end" : "start"]]) label.setAttribute(name, value);
        label.textContent = code;
        group.append(shape, label);
        marks.append(group);
      }
    }
  },

  // A touch takes the nearest needle that the moment is about; elsewhere on the body it proposes the nearest point.
  beginChart() {
    for (const chart of this.querySelectorAll("[data-chart]")) {
      chart.addEventListener("click", (event) => {
        const svg = chart.querySelector("svg");
        const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
        const points = [...svg.querySelectorAll("[data-code]")].map((mark) => {
          const circle = mark.querySelector("circle");
          const side = { L: "left", R: "right" }[mark.dataset.side] ?? "midline";
          return { at: `${mark.dataset.code}:${side}`, far: Math.hypot(Number(circle.getAttribute("cx")) - at.x, Number(circle.getAttribute("cy")) - at.y) };
        }).sort((a, b) => a.far - b.far);
        const taking = isTaking(this.state);
        const wanted = (point) => this.items.find((item) => item.at === point.at && (taking ? item.needle && isOpen(item.needle) : !item.needle));
        const mine = points.find((point) => point.far <= 40 && wanted(point));
        const found = mine ?? points.find((point) => point.far <= 30);
        if (!found) return;
        if (mine) { [...this.querySelectorAll("[data-needles] li")].find((row) => row.dataset.at === mine.at && !row.querySelector("button").disabled)?.querySelector("button").click(); return; }
        const [point, side] = found.at.split(":");
        const field = this.querySelector("[name=codes]");
        field.closest("details").open = true;
        field.value = `${point} ${side === "midline" ? "" : this.words[`side-${side}`]}`.trim();
        field.focus();
      });
    }
    this.querySelector("#minutes")?.addEventListener("input", () => this.paintNext(this.state));
  },

  // A camera where the browser can read codes; a hand scanner types into the field by itself.
  beginScan() {
    // Scanners that type send the separator of the fields as Ctrl+]; without it a lot would run into the date that follows it.
    const field = this.querySelector("[name=label]");
    field?.addEventListener("keydown", (event) => {
      if (!event.ctrlKey || event.key !== "]") return;
      event.preventDefault();
      field.setRangeText("\u001d", field.selectionStart, field.selectionEnd, "end");
    });
    const button = this.querySelector("[data-scan]");
    if (!button || !("BarcodeDetector" in globalThis) || !navigator.mediaDevices) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const video = this.querySelector("video");
      try {
        video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
        video.hidden = false;
        await video.play();
        const reader = new BarcodeDetector({ formats: ["data_matrix", "code_128", "qr_code"] });
        for (const until = Date.now() + 20000; Date.now() < until && !video.hidden;) {
          const [code] = await reader.detect(video);
          if (code) { field.value = code.rawValue; await this.label(field.form); break; }
          await new Promise((done) => setTimeout(done, 150));
        }
      } catch { this.say(this.words["no-camera"], true); }
      for (const track of video.srcObject?.getTracks() ?? []) track.stop();
      video.hidden = true;
    });
  },

  async label(form) {
    const field = form.querySelector("[name=label]");
    let said;
    try {
      const answer = await fetch(`${this.page.lots}?code=${encodeURIComponent(field.value)}`, { signal: AbortSignal.timeout(15000) });
      said = await answer.json();
    } catch { this.say(this.words["no-label"], true); return; }
    this.say(said.said, said.lot === null || said.standing === "past");
    // What is read next takes the place of what could not be used.
    field.select();
    if (said.lot === null || said.standing === "past") return;
    const chosen = this.querySelector("form.choose");
    for (const name of ["lot", "gtin", "expiry"]) chosen.querySelector(`[name=${name}]`).value = said[name] ?? "";
    this.next = { ...this.next, lot: { gtin: said.gtin, lot: said.lot, expiry: said.expiry } };
    field.value = "";
  },
});
