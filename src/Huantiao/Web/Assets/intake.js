// A questionnaire that saves each answer as it is made, question by question or all at once, and goes on while the connection is away.
// What waits is kept encrypted by a key that cannot leave this browser, for a day at most, and is wiped when the questionnaire is sent or left.
const hours24 = 24 * 60 * 60 * 1000;
const cellar = "huantiao-intake";

const asked = (request) => new Promise((done, fail) => { request.onsuccess = () => done(request.result); request.onerror = () => fail(request.error); });

class Kept {
  // Null where the browser offers no safe place: then answers wait in the page alone.
  static async open(name) {
    try {
      const opening = indexedDB.open(cellar, 1);
      opening.onupgradeneeded = () => { opening.result.createObjectStore("keys"); opening.result.createObjectStore("drafts"); };
      const store = new Kept();
      store.db = await asked(opening);
      store.name = name;
      store.key = await asked(store.at("keys").get("key"));
      if (!store.key) {
        store.key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
        await asked(store.at("keys", "readwrite").put(store.key, "key"));
      }
      return store;
    } catch { return null; }
  }

  at(place, mode = "readonly") { return this.db.transaction(place, mode).objectStore(place); }

  async put(waiting) {
    if (waiting.length === 0) return asked(this.at("drafts", "readwrite").delete(this.name));
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, this.key, new TextEncoder().encode(JSON.stringify(waiting)));
    return asked(this.at("drafts", "readwrite").put({ iv, data, until: Date.now() + hours24 }, this.name));
  }

  // What waits from before; other people's and what is too old goes.
  async take() {
    const names = await asked(this.at("drafts").getAllKeys());
    for (const other of names.filter((name) => name !== this.name)) await asked(this.at("drafts", "readwrite").delete(other));
    const found = await asked(this.at("drafts").get(this.name));
    if (!found) return [];
    try {
      if (found.until > Date.now()) return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv: found.iv }, this.key, found.data)));
    } catch { /* unreadable is as good as gone */ }
    await this.put([]);
    return [];
  }

  static wipe() { try { indexedDB.deleteDatabase(cellar); } catch { /* none to wipe */ } }
}

// Time first, so that keys sort as they were made.
const newKey = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const now = Date.now();
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) % 256;
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

class Asking {
  constructor(form, stepping) {
    this.form = form;
    this.stepping = stepping;
    this.words = form.dataset;
    this.waiting = new Map();
    this.timers = new Map();
    this.pause = 1000;
    this.alarms = new Map();
    this.told = [...document.querySelectorAll("#emergency strong")].map((one) => one.textContent);
    this.blocks = [...form.querySelectorAll(".ask")];
    this.pages = [...form.querySelectorAll(".step")]; // one question each, or a group
    this.byId = new Map(this.blocks.map((block) => [block.dataset.question, block]));
    this.waits = new Set(this.blocks.filter((block) => block.hidden).map((block) => block.dataset.question));
    form.addEventListener("change", (event) => this.changed(event));
    form.addEventListener("input", (event) => this.typed(event));
    form.addEventListener("click", (event) => this.tapped(event));
    form.addEventListener("submit", (event) => this.submitted(event));
    for (const name of ["pointerup", "click", "keyup"]) form.querySelector("pain-drawing")?.addEventListener(name, () => this.soon("pain", () => this.drawn(), 500));
    addEventListener("online", () => { this.pause = 1000; this.flush(); });
    addEventListener("beforeunload", (event) => { if (this.waiting.size > 0 && !this.kept) event.preventDefault(); });
  }

  async begin() {
    this.picture = this.drawing();
    for (const button of this.form.querySelectorAll(".rest, .later")) button.hidden = false;
    for (const page of this.pages) this.rest(page);
    if (this.stepping) this.beginSteps(); else this.form.classList.add("whole");
    this.kept = await Kept.open(this.words.intake);
    for (const one of await this.kept?.take() ?? []) {
      const block = this.byId.get(one.question);
      if (!block) continue;
      this.fill(block, one.fields);
      this.waiting.set(one.question, one);
    }
    if (this.waiting.size > 0) this.flush();
  }

  soon(name, act, after) { clearTimeout(this.timers.get(name)); this.timers.set(name, setTimeout(act, after)); }

  // The fields of one question, but for the keys.
  fields(block) {
    const id = block.dataset.question;
    return [...block.querySelectorAll("input, textarea")]
      .filter((field) => (field.name === `a-${id}` || field.name === `how-${id}` || field.name === "drawing" || field.name === "r") && (!/radio|checkbox/.test(field.type) || field.checked))
      .map((field) => [field.name, field.value]);
  }

  fill(block, fields) {
    for (const field of block.querySelectorAll("input, textarea")) {
      const values = fields.filter(([name]) => name === field.name).map(([, value]) => value);
      if (/radio|checkbox/.test(field.type)) { if (/^(a|how)-|^r$/.test(field.name)) field.checked = values.includes(field.value); } else if (values.length > 0) field.value = values[0];
    }
  }

  value(id) {
    const block = this.byId.get(id);
    return block ? this.fields(block).filter(([, value]) => value.trim() !== "").map(([, value]) => value).join() : "";
  }

  isAnswered(block) {
    if (block.dataset.kind === "drawing") return this.drawing() !== this.empty || this.fields(block).some(([name]) => name.startsWith("how-"));
    return this.value(block.dataset.question) !== "";
  }

  drawing() {
    const block = this.blocks.find((one) => one.dataset.kind === "drawing");
    if (!block) return "";
    const drawn = JSON.stringify(this.fields(block));
    const strokes = block.querySelector("input[name=drawing]")?.value ?? "";
    if (this.empty === undefined) this.empty = /"strokes":\[\]/.test(strokes) && !/\["r"/.test(drawn) ? drawn : null;
    return drawn;
  }

  drawn() {
    if (this.drawing() === this.picture) return;
    this.picture = this.drawing();
    this.save(this.blocks.find((one) => one.dataset.kind === "drawing"));
  }

  changed(event) {
    const block = event.target.closest(".ask");
    if (!block) return;
    const name = event.target.name;
    if (name === "r") { this.drawn(); return; }
    if (name.startsWith("how-") && event.target.checked) {
      for (const other of block.querySelectorAll("input[type=checkbox]")) if (other !== event.target && other.name === name) other.checked = false;
      for (const text of block.querySelectorAll(`[name="a-${block.dataset.question}"]`)) text.value = "";
    }
    if (/^(a|how)-/.test(name) && this.value(block.dataset.question) !== "") this.save(block);
    this.rest(block.closest(".step"));
  }

  typed(event) {
    if (!event.target.matches("textarea, input:not([type=radio], [type=checkbox])") || !event.target.name.startsWith("a-")) return;
    const block = event.target.closest(".ask");
    for (const how of block.querySelectorAll("[name^=how-]")) how.checked = false;
    this.soon(block.dataset.question, () => { this.timers.delete(block.dataset.question); if (event.target.value.trim() !== "") this.save(block); }, 700);
  }

  // A tap on the last answer of a page goes on by itself; keys move between answers and do not.
  tapped(event) {
    if (event.target.matches(".rest")) { this.noToRest(event.target.closest(".step")); return; }
    if (event.target.matches(".later")) { this.later(event.target.closest(".part")); return; }
    const radio = event.target.closest("label")?.querySelector("input[type=radio][name^=a-]");
    if (!this.stepping || !radio || !(event.pointerType || event.detail > 0)) return;
    this.soon("next", () => { this.timers.delete("next"); if (this.open(this.current).length === 0) this.next(); }, 150);
  }

  // The questions of a page that are asked, and those of them without an answer.
  asked(page) { return [...page.querySelectorAll(".ask")].filter((block) => !this.waits.has(block.dataset.question)); }

  open(page) { return this.asked(page).filter((block) => !this.isAnswered(block)); }

  // "None of these" says no to what was seen and not answered, and to nothing else.
  noToRest(page) {
    for (const block of this.open(page)) {
      block.querySelector("input[type=radio][value=no]").checked = true;
      this.save(block);
    }
    this.rest(page);
    if (this.stepping) this.next();
  }

  rest(page) {
    const button = page.querySelector(".rest");
    if (button) button.textContent = this.open(page).length === this.asked(page).length ? button.dataset.none : button.dataset.others;
  }

  // Left for the visit: passed over, which is no answer.
  later(part) {
    for (const page of part.querySelectorAll(".step")) {
      for (const block of this.open(page)) {
        const skip = block.querySelector("input[value=skip]");
        if (!skip) continue;
        skip.checked = true;
        this.save(block);
      }
    }
    if (!this.stepping) return;
    this.current = this.steps().findLast((page) => part.contains(page));
    this.next();
  }

  save(block) {
    const id = block.dataset.question;
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
    const fields = this.fields(block);
    const before = this.waiting.get(id);
    if (before && JSON.stringify(before.fields) === JSON.stringify(fields)) return;
    this.waiting.set(id, { question: id, fields, key: newKey(), over: block.querySelector(`[name="over-${id}"]`).value });
    this.alarm(block);
    this.keep();
    this.say(block, "");
    this.flush();
  }

  keep() { return this.kept?.put([...this.waiting.values()]).catch(() => { this.kept = null; }); }

  say(block, words, lost = false) {
    const line = block.querySelector(".kept");
    line.textContent = words;
    line.classList.toggle("lost", lost);
    // What is wrong belongs to its field, for those who hear the page.
    const field = block.querySelector("fieldset, textarea, input:not([type=hidden])");
    const others = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id !== "" && id !== line.id);
    const ids = lost ? [...others, line.id] : others;
    if (ids.length > 0) field.setAttribute("aria-describedby", ids.join(" ")); else field.removeAttribute("aria-describedby");
  }

  // One after another, in their order; what cannot be sent waits.
  flush() {
    this.sending ??= this.sendAll().finally(() => { this.sending = null; });
    return this.sending;
  }

  async sendAll() {
    for (let one; (one = this.waiting.values().next().value);) {
      const block = this.byId.get(one.question);
      let answer;
      try {
        answer = await fetch(this.words.put + one.question, {
          method: "PUT", headers: { Accept: "application/json", "X-Request-Token": this.form.querySelector("[name=token]").value }, signal: AbortSignal.timeout(15000),
          body: new URLSearchParams([...one.fields, [`key-${one.question}`, one.key], [`over-${one.question}`, one.over]]),
        });
      } catch { answer = null; }
      if (answer?.status === 401 || answer?.status === 409) { Kept.wipe(); location.assign(this.words.check); return; }
      if (!answer || answer.status >= 500 || answer.status === 429 || answer.status === 400) {
        for (const id of this.waiting.keys()) this.say(this.byId.get(id), this.kept ? this.words.waiting : this.words.lost, !this.kept);
        this.soon("again", () => this.flush(), this.pause);
        this.pause = Math.min(this.pause * 2, 15000);
        return;
      }
      this.pause = 1000;
      const said = await answer.json();
      if (this.waiting.get(one.question) === one) this.waiting.delete(one.question);
      await this.keep();
      if (said.saving) {
        block.querySelector(`[name="over-${one.question}"]`).value = said.saving;
        const newer = this.waiting.get(one.question);
        if (newer && answer.ok) newer.over = said.saving;
      }
      this.say(block, answer.ok ? this.words.kept : said.said, !answer.ok);
      if (!answer.ok) { block.dataset.refused = "yes"; continue; }
      delete block.dataset.refused;
      this.waits = new Set([...this.byId.keys()].filter((id) => !said.asked.includes(id)));
      this.told = said.emergency;
      this.alarms.delete(one.question);
      this.show();
      this.showAlarms();
      if (said.medicines) this.medicines(block, said.medicines);
    }
  }

  medicines(block, lines) {
    const list = document.createElement("ul");
    list.className = "understood";
    for (const line of lines) {
      const item = document.createElement("li");
      item.className = line.kind;
      const text = document.createElement("strong");
      text.textContent = line.text;
      const said = document.createElement("span");
      said.textContent = line.said;
      item.append(text, " ", said);
      list.append(item);
    }
    block.querySelector(".medicines")?.replaceChildren(list);
  }

  // An answer that calls for help by itself says so before any server has heard of it.
  alarm(block) {
    const id = block.dataset.question;
    if (block.dataset.alarm && this.value(id) === "yes") this.alarms.set(id, block.dataset.alarm); else this.alarms.delete(id);
    this.showAlarms();
  }

  showAlarms() {
    const place = document.getElementById("emergency");
    const messages = [...new Set([...this.told, ...this.alarms.values()])];
    const shown = messages.join() + this.told.length;
    if (place.dataset.shown === shown) return;
    place.dataset.shown = shown;
    if (messages.length === 0) { place.replaceChildren(); return; }
    const box = document.createElement("section");
    box.className = "notice stop loud";
    const title = document.createElement("h2");
    title.textContent = place.dataset.title;
    box.append(title);
    for (const message of messages) {
      const line = document.createElement("p");
      const strong = document.createElement("strong");
      strong.textContent = message;
      line.append(strong);
      box.append(line);
    }
    if (this.told.length > 0) {
      const told = document.createElement("p");
      told.textContent = place.dataset.told;
      box.append(told);
    }
    place.replaceChildren(box);
    place.scrollIntoView({ block: "start" });
  }

  // Without the server's word a question that may follow is asked: rather one too many.
  guess(id) {
    for (const block of this.blocks) {
      const after = block.dataset.after?.split(" ") ?? [];
      if (!after.includes(id)) continue;
      const open = after.some((one) => !this.waits.has(one) && !["", "no", "skip", "refused"].includes(this.value(one)));
      if (open) this.waits.delete(block.dataset.question); else this.waits.add(block.dataset.question);
    }
  }

  steps() { return this.pages.filter((page) => this.asked(page).length > 0); }

  show() {
    for (const block of this.blocks) block.hidden = this.waits.has(block.dataset.question);
    if (!this.stepping) return;
    for (const page of this.pages) page.hidden = page !== this.current;
    for (const part of this.form.querySelectorAll(".part")) part.hidden = !part.contains(this.current);
    const steps = this.steps();
    const at = steps.indexOf(this.current);
    if (at < 0 && this.current) { this.go(steps.find((page) => this.current.compareDocumentPosition(page) & Node.DOCUMENT_POSITION_FOLLOWING) ?? steps.at(-1)); return; }
    this.bar.querySelector("p").textContent = this.words.progress.replace("{0}", at + 1).replace("{1}", steps.length);
    const progress = this.bar.querySelector("progress");
    [progress.max, progress.value] = [steps.length, at];
    this.back.hidden = at === 0;
  }

  beginSteps() {
    this.form.classList.add("stepping");
    this.bar = document.createElement("div");
    this.bar.className = "progress";
    const told = document.createElement("p");
    told.setAttribute("role", "status");
    this.bar.append(told, Object.assign(document.createElement("progress"), { ariaHidden: "true" }));
    this.form.prepend(this.bar);
    const go = this.form.querySelector(":scope > p.row button");
    go.textContent = this.words.next;
    this.back = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: this.words.back });
    go.after(" ", this.back);
    this.back.addEventListener("click", () => { const steps = this.steps(); this.go(steps[steps.indexOf(this.current) - 1]); });
    addEventListener("popstate", (event) => { const page = this.pageOf(event.state?.q ?? this.first); if (page) this.go(page, false); });
    this.first = this.stepping;
    this.backToCheck = new URLSearchParams(location.search).get("back") === "check";
    history.replaceState({ q: this.first }, "");
    this.go(this.pageOf(this.stepping), false);
  }

  pageOf(question) { return this.byId.get(question)?.closest(".step"); }

  go(page, isNew = true) {
    if (!page) return;
    this.current = page;
    this.show();
    const heading = page.querySelector("h1, h3");
    document.title = heading.textContent;
    const first = this.asked(page)[0]?.dataset.question;
    if (isNew && first) history.pushState({ q: first }, "", location.pathname.replace(/\/[^/]*$/, "/step") + "?q=" + first);
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  async next() {
    const page = this.current;
    if (this.moving) return;
    const open = this.open(page);
    for (const block of open) this.say(block, this.words.needed, true);
    if (open.length > 0) { open[0].querySelector("input:not([type=hidden]), textarea").focus(); return; }
    this.moving = true;
    try {
      const blocks = this.asked(page);
      const ids = blocks.map((block) => block.dataset.question);
      if (blocks.some((block) => block.dataset.kind === "drawing")) this.drawn();
      if (this.blocks.some((one) => one.dataset.after?.split(" ").some((id) => ids.includes(id))) || ids.some((id) => this.timers.has(id))) {
        for (const block of blocks) if (this.timers.has(block.dataset.question) && !this.waiting.has(block.dataset.question)) this.save(block);
        await Promise.race([this.flush(), new Promise((done) => setTimeout(done, 3000))]);
        for (const id of ids) if (this.waiting.has(id)) this.guess(id);
      }
      if (blocks.some((block) => block.dataset.refused)) return;
      const steps = this.steps();
      const following = this.backToCheck ? undefined : steps[steps.indexOf(page) + 1];
      if (following) { this.go(following); return; }
      await this.flush();
      if (this.waiting.size === 0) location.assign(this.words.check);
    } finally { this.moving = false; }
  }

  async submitted(event) {
    if (this.stepping) { event.preventDefault(); this.next(); return; }
    if (this.waiting.size === 0) return;
    event.preventDefault();
    await this.flush();
    if (this.waiting.size === 0) this.form.submit();
  }
}

const whole = document.querySelector("form#all");
const one = document.querySelector("form#one");
if (document.querySelector("[data-sent]")) Kept.wipe();
else if (whole) new Asking(whole, null).begin();
else if (one) {
  // The page has one question; all of them come along now, so that the next needs no connection. If they do not come, the page works as it is.
  try {
    const answer = await fetch(one.dataset.all, { signal: AbortSignal.timeout(10000) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = document.adoptNode(page.querySelector("form#all"));
    const title = Object.assign(document.createElement("h1"), { className: "unseen", textContent: page.querySelector("h1").textContent });
    const main = document.querySelector("main");
    for (const other of [...main.children]) if (other.id !== "emergency") other.remove();
    main.append(title, form);
    new Asking(form, one.querySelector("[name=question]").value).begin();
  } catch { /* as it is */ }
}
