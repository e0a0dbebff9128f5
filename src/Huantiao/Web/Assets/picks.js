// Picking points on the chart by touch or keyboard, or from the list: each way ends in the same checkbox of the form.
const reach = 30; // three cun: a finger further away than this meant something else
const sides = { L: "left", R: "right" };

class PointPicker extends HTMLElement {
  connectedCallback() {
    this.picked = this.querySelector(".picked");
    this.chart = this.querySelector("[data-chart]");
    this.svg = this.chart.querySelector("svg");
    this.whole = this.svg.getAttribute("viewBox");
    this.row = this.querySelector(".chip-row");
    this.marks = [...this.svg.querySelectorAll("[data-code]")].map((mark) => {
      const circle = mark.querySelector("circle");
      return { mark, value: `${mark.dataset.code}:${sides[mark.dataset.side] ?? "midline"}`, x: Number(circle.getAttribute("cx")), y: Number(circle.getAttribute("cy")) };
    });
    this.near = [];
    this.chart.tabIndex = 0;
    this.chart.setAttribute("role", "application");
    this.chart.setAttribute("aria-label", this.chart.dataset.label);
    this.querySelector("[data-how]").hidden = false;
    this.chart.addEventListener("click", (event) => this.touch(event));
    this.chart.addEventListener("keydown", (event) => this.key(event));
    this.querySelector("[data-do=take]").addEventListener("click", () => this.take());
    this.querySelector("[data-do=next]").addEventListener("click", () => { this.near.push(this.near.shift()); this.say(); });
    this.closer = this.querySelector("[data-do=closer]");
    this.closer.addEventListener("click", () => this.zoom(this.closer.getAttribute("aria-pressed") === "false"));
    this.querySelector("[data-do=add]").addEventListener("click", (event) => this.list(event));
    this.picked.addEventListener("change", () => this.keep());
    this.keep();
  }

  touch(event) {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    this.near = this.marks.map((mark) => ({ mark, far: Math.hypot(mark.x - at.x, mark.y - at.y) }))
      .filter(({ far }) => far <= reach).sort((a, b) => a.far - b.far).slice(0, 5).map(({ mark }) => mark);
    this.say();
  }

  // Arrow keys go to the nearest point in that direction, Enter takes it, + and - look closer.
  key(event) {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (way !== undefined) {
      const here = this.near[0];
      const onward = (mark) => (mark.x - here.x) * way[0] + (mark.y - here.y) * way[1];
      const aside = (mark) => Math.abs((mark.x - here.x) * way[1]) + Math.abs((mark.y - here.y) * way[0]);
      const next = here === undefined ? this.marks[0]
        : this.marks.filter((mark) => onward(mark) > 0 && aside(mark) <= 2 * onward(mark)).sort((a, b) => onward(a) + 2 * aside(a) - onward(b) - 2 * aside(b))[0];
      if (next !== undefined) this.near = [next];
      this.say();
    } else if (event.key === "Enter" || event.key === " ") this.take();
    else if (event.key === "+" || event.key === "-") this.zoom(event.key === "+");
    else return;
    event.preventDefault();
  }

  words(value) {
    const [code, side] = value.split(":");
    const name = this.querySelector(`option[value="${CSS.escape(code)}"]`)?.textContent ?? code;
    return `${name}, ${this.dataset["side" + side[0].toUpperCase() + side.slice(1)]}`;
  }

  say() {
    for (const { mark } of this.marks) mark.classList.remove("near");
    this.row.hidden = this.near.length === 0;
    if (this.near.length === 0) return;
    this.near[0].mark.classList.add("near");
    this.row.querySelector("output").textContent = this.words(this.near[0].value);
    this.querySelector("[data-do=next]").hidden = this.near.length < 2;
    if (this.closer.getAttribute("aria-pressed") === "true") this.zoom(true);
  }

  zoom(closer) {
    this.closer.setAttribute("aria-pressed", String(closer));
    const [, , width, height] = this.whole.split(" ").map(Number);
    const at = this.near[0];
    if (!closer || at === undefined) { this.svg.setAttribute("viewBox", this.whole); return; }
    const [w, h] = [width / 3, Math.min(height, width) / 3];
    this.svg.setAttribute("viewBox", `${Math.min(Math.max(0, at.x - w / 2), width - w)} ${Math.min(Math.max(0, at.y - h / 2), height - h)} ${w} ${h}`);
  }

  take() {
    if (this.near.length > 0) this.add(this.near[0].value);
  }

  // A code from the list needs no server; other words go there with the form.
  list(event) {
    const field = this.querySelector("#add");
    const option = this.querySelector(`option[value="${CSS.escape(field.value.trim().toUpperCase())}"]`);
    if (option === null) return;
    const side = this.querySelector("input[name=side]:checked")?.value;
    const midline = option.dataset.midline !== undefined;
    event.preventDefault();
    if (midline ? side === "left" || side === "right" : side !== "left" && side !== "right") {
      this.tell((midline ? this.dataset.midline : this.dataset.needs).replace("{0}", option.value));
      return;
    }
    this.add(`${option.value}:${midline ? "midline" : side}`);
    field.value = "";
  }

  add(value) {
    const words = this.words(value);
    const there = this.picked.querySelector(`input[value="${CSS.escape(value)}"]`);
    if (there !== null) {
      this.tell((there.checked ? this.dataset.taken : this.dataset.picked).replace("{0}", words));
      there.checked = true;
      this.keep();
      return;
    }
    const label = document.createElement("label");
    const box = Object.assign(document.createElement("input"), { type: "checkbox", name: this.dataset.name, value, defaultChecked: true });
    label.append(box, Object.assign(document.createElement("span"), { textContent: words }));
    this.picked.insertBefore(label, this.picked.querySelector("[data-empty]"));
    this.tell(this.dataset.picked.replace("{0}", words));
    this.keep();
  }

  tell(text) {
    this.row.hidden = false;
    this.row.querySelector("output").textContent = text;
  }

  // The address is the list, so that it can be kept and sent on; nothing is asked of the server.
  keep() {
    const values = [...this.picked.querySelectorAll("input:checked")].map((box) => box.value);
    this.querySelector("[data-empty]").hidden = values.length > 0;
    for (const { mark, value } of this.marks) mark.classList.toggle("taken", values.includes(value));
    for (const label of this.svg.querySelectorAll("[data-pick]")) label.classList.toggle("gone", !values.includes(label.dataset.pick));
    const view = this.querySelector("input[name=view]").value;
    const parts = [...values.map((value) => `p=${value}`), ...(view === "back" ? [] : [`view=${view}`])];
    history.replaceState(null, "", location.pathname + (parts.length > 0 ? "?" + parts.join("&") : ""));
  }
}
customElements.define("point-picker", PointPicker);
