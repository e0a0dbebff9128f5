// Drawing where it hurts: strokes in cun of the body, so that no screen matters. They live in one hidden field of the form and nowhere else.
const units = 10;
const finest = 0.15;
const round = (value) => Math.round(value * 100) / 100;

class PainDrawing extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input[name=drawing]");
    this.file = JSON.parse(this.field.value);
    this.past = [];
    this.figures = [...this.querySelectorAll("figure")];
    for (const figure of this.figures) this.enable(figure);
    this.querySelector(".tools").hidden = false;
    this.undoer = this.querySelector("[data-do=undo]");
    this.clearer = this.querySelector("[data-do=clear]");
    this.undoer.addEventListener("click", () => { this.file.strokes = this.past.pop(); this.show(); });
    this.clearer.addEventListener("click", () => { this.remember(); this.file.strokes = []; this.show(); });
    this.addEventListener("change", (event) => { if (event.target.name === "tool") this.dataset.tool = event.target.value; });
    this.dataset.tool = this.chosen("tool").value;
    this.show();
  }

  chosen(name) { return this.querySelector(`input[name=${name}]:checked`); }

  remember() { this.past.push(structuredClone(this.file.strokes)); }

  enable(figure) {
    const svg = figure.querySelector("svg");
    const at = (event) => {
      const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
      return [round(Number(figure.dataset.left) + place.x / units), round(Number(figure.dataset.top) - place.y / units)];
    };
    const fingers = new Set();
    let stroke = null;
    svg.addEventListener("pointerdown", (event) => {
      fingers.add(event.pointerId);
      const tool = this.dataset.tool;
      if (fingers.size > 1) { this.drop(stroke); stroke = null; return; } // two fingers move and enlarge the page
      if (tool === "move" || event.button !== 0) return;
      event.preventDefault();
      svg.setPointerCapture(event.pointerId);
      this.remember();
      const breadth = Number(figure.dataset.brush);
      stroke = { view: figure.dataset.view, kind: this.chosen("kind").value, width: breadth, points: [at(event)] };
      if (tool === "draw") { this.file.strokes.push(stroke); this.paint(figure); } else this.erase(stroke, figure);
    });
    svg.addEventListener("pointermove", (event) => {
      if (stroke === null) return;
      for (const move of event.getCoalescedEvents?.() ?? [event]) {
        const place = at(move);
        const last = stroke.points.at(-1);
        if (Math.hypot(place[0] - last[0], place[1] - last[1]) >= finest) stroke.points.push(place);
      }
      if (this.dataset.tool === "erase") { this.erase(stroke, figure); stroke.points = stroke.points.slice(-1); } else this.paint(figure);
    });
    const end = (event) => {
      fingers.delete(event.pointerId);
      if (stroke === null) return;
      stroke = null;
      this.show();
    };
    svg.addEventListener("pointerup", end);
    svg.addEventListener("pointercancel", (event) => { this.drop(stroke); stroke = null; fingers.delete(event.pointerId); });
  }

  // A stroke that turned out to be no stroke.
  drop(stroke) {
    if (stroke === null) return;
    this.file.strokes = this.past.pop();
    this.show();
  }

  // Takes away what the rubber touches; what is left of a stroke stays as strokes of its own.
  erase(rubber, figure) {
    const near = ([x, y], stroke) => rubber.points.some(([a, b]) => Math.hypot(a - x, b - y) < (rubber.width + stroke.width) / 2);
    const left = [];
    for (const stroke of this.file.strokes) {
      if (stroke.view !== rubber.view) { left.push(stroke); continue; }
      let run = [];
      for (const place of [...this.dense(stroke.points), null]) {
        if (place !== null && !near(place, stroke)) { run.push(place); continue; }
        if (run.length > 0) left.push({ ...stroke, points: run });
        run = [];
      }
    }
    this.file.strokes = left;
    this.paint(figure);
  }

  // With a place at least every half cun, so that a long straight stroke can be cut.
  dense(points) {
    return points.flatMap((place, i) => {
      const next = points[i + 1];
      if (next === undefined) return [place];
      const steps = Math.max(1, Math.ceil(Math.hypot(next[0] - place[0], next[1] - place[1]) / 0.5));
      return Array.from({ length: steps }, (_, k) => [round(place[0] + (next[0] - place[0]) * k / steps), round(place[1] + (next[1] - place[1]) * k / steps)]);
    });
  }

  show() {
    for (const figure of this.figures) this.paint(figure);
    this.field.value = JSON.stringify(this.file);
    this.undoer.disabled = this.past.length === 0;
    this.clearer.disabled = this.file.strokes.length === 0;
    const drawn = this.file.strokes.length;
    this.querySelector("output").textContent = drawn === 0 ? this.dataset.none : this.dataset.drawn.replace("{0}", drawn);
  }

  paint(figure) {
    for (const layer of figure.querySelectorAll(".wash, .weave")) layer.replaceChildren();
    const [left, top] = [Number(figure.dataset.left), Number(figure.dataset.top)];
    for (const stroke of this.file.strokes.filter((one) => one.view === figure.dataset.view)) {
      const weave = this.querySelector(`input[name=kind][value=${stroke.kind}]`).dataset.weave;
      const way = stroke.points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${round((x - left) * units)} ${round((top - y) * units)}`).join("") + (stroke.points.length === 1 ? "h.1" : "");
      for (const layer of figure.querySelectorAll(`[data-weave=${weave}] > g`)) {
        const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
        path.setAttribute("d", way);
        path.setAttribute("fill", "none");
        path.setAttribute("stroke-width", stroke.width * units);
        layer.append(path);
      }
    }
  }
}
customElements.define("pain-drawing", PainDrawing);
