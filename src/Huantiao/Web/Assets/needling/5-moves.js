// What a tap means: the events that it makes, or the reason why it makes none. What is a right rather than a fact (a signature, lifting a stop, taking over), or names a report or a consent, is the server's alone: it is not here and is sent as a form.
const iso = (at, offset) => {
  const two = (n) => String(Math.floor(Math.abs(n))).padStart(2, "0");
  return `${new Date(at + offset * 60000).toISOString().slice(0, -1)}${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`;
};

const minutesOf = (text) => { const n = Number(String(text).replace(",", ".")); return n > 0 && n <= 240 ? n : null; };
const numberOf = (text, least, upTo) => { const n = Number(String(text).trim().replace(",", ".")); return String(text).trim() !== "" && n > least && n <= upTo ? n : null; };

/** Why no needle may go in; null: it may. */
const againstNeedles = (s) => {
  if (s.stops.length > 0) return "stop";
  if (s.pulled) return "pulled";
  if (!s.cleared) return "cleared";
  return s.gaps.missing.length > 0 ? "missing" : null;
};

/** What is recorded of a needle, from the fields of a form; what was not said stays unsaid. */
const described = (before, f) => {
  const needle = { ...before };
  for (const name of ["kind", "angle", "response", "stimulation"]) if (f.has(name)) needle[name] = f.get(name) || "unknown";
  if (f.has("diameter") || f.has("length")) {
    const [thick, long] = [numberOf(f.get("diameter"), 0.0499, 2), numberOf(f.get("length"), 0.999, 200)];
    needle.size = thick !== null && long !== null ? { diameterMillimetres: thick, lengthMillimetres: long } : null;
  }
  if (f.has("depth")) needle.depthMillimetres = numberOf(f.get("depth"), 0, 200);
  if (f.has("lot")) needle.lot = f.get("lot").trim() === "" ? null : { gtin: f.get("gtin") || null, lot: f.get("lot").trim(), expiry: f.get("expiry") || null };
  if (f.has("hertz")) {
    const [hertz, amperes, time] = [numberOf(f.get("hertz"), 0, 10000), numberOf(f.get("milliamperes"), 0, 1000), numberOf(f.get("electro-minutes"), 0, 240)];
    needle.electro = hertz === null && amperes === null && time === null ? null
      : { secondHertz: null, pairedWith: null, ...before.electro, hertz, milliamperes: amperes, minutes: time };
  }
  if (f.has("note")) needle.note = f.get("note").trim() || null;
  return needle;
};

const timed = (f, at) => {
  const minutes = minutesOf(f.get("minutes"));
  return minutes === null ? "minutes" : [{ kind: "retained", plannedEnd: at.iso(at.now + minutes * 60000), countedIn: null }];
};

// Each takes the session, the fields and the time, and gives events, or a string: the word for why not. What is so already, by a second tap or another device, makes none.
const moves = {
  insert: (s, f, at, needles) => {
    if (s.held || s.phase === "removing") return "held";
    const no = againstNeedles(s);
    if (no) return no;
    if (needles.some((n) => n.lot?.expiry && n.lot.expiry < at.day)) return "expired";
    const insertions = needles.map((needle) => ({ kind: "inserted", needle, recordedLate: false }));
    if (s.phase === "prepared") return [{ kind: "begun" }, ...insertions];
    return s.phase === "retaining" ? [{ kind: "needled-again" }, ...insertions, { kind: "retained", plannedEnd: at.iso(s.timer.end), countedIn: null }] : insertions;
  },
  "as-planned": (s, f, at, needles) => {
    const [made, time] = [moves.insert(s, f, at, needles), s.phase === "retaining" ? [] : timed(f, at)];
    return typeof made === "string" ? made : typeof time === "string" ? time : [...made, ...time];
  },
  "record-late": (s, f, at, needles) => (s.phase === "prepared" ? "held" : needles.map((needle) => ({ kind: "inserted", needle, recordedLate: true }))),
  describe: (s, f) => {
    const needle = s.needles.find((n) => n.key === f.get("about"));
    return needle ? [{ kind: "described", needle: needle.key, as: described(needle.now, f) }] : "gone";
  },
  retain: (s, f, at) => (s.phase === "needling" ? timed(f, at) : s.phase === "retaining" ? [] : "held"),
  "change-retention": (s, f, at) => {
    const minutes = minutesOf(f.get("minutes"));
    if (!f.has("more") && minutes === null) return "minutes";
    return [{ kind: "retention-changed", plannedEnd: at.iso(Math.max(f.has("more") ? s.timer.end + Number(f.get("more")) * 60000 : at.now + minutes * 60000, at.now)) }];
  },
  "begin-removing": (s) => (s.phase === "removing" ? [] : [{ kind: "removal-begun" }]),
  remove: (s, f) => {
    const needle = s.needles.find((n) => n.key === f.get("about"));
    if (!needle) return "gone";
    return needle.fate === "out" || needle.fate === "broken-off" ? "out" : [{ kind: "removed", needle: needle.key, condition: f.get("condition") || "whole" }];
  },
  count: (s, f) => [...(s.phase === "removing" ? [] : [{ kind: "removal-begun" }]), { kind: "counted", count: Number(f.get("count")) }],
  retract: (s, f) => (f.get("about") ? [{ kind: "retracted", about: f.get("about"), because: f.get("because") }] : "gone"),
  interrupt: (s, f) => (s.phase === "interrupted" ? [] : f.get("because").trim() ? [{ kind: "interrupted", because: f.get("because").trim() }] : "because"),
  resume: (s) => {
    const no = s.before === "removing" || s.before === "prepared" ? (s.pulled ? "pulled" : null) : againstNeedles(s);
    return no ?? (s.phase === "interrupted" ? [{ kind: "resumed" }] : []);
  },
  "pull-all": (s, f) => (s.pulled || s.phase === "prepared" ? [] : [{ kind: "all-pulled", because: f.get("because") }]),
  stop: (s, f) => (f.get("because").trim() ? [{ kind: "stopped", cause: f.get("cause"), because: f.get("because").trim() }] : "because"),
  acknowledge: (s, f) => (f.get("because").trim() ? [{ kind: "acknowledged", conflict: f.get("conflict"), note: f.get("because").trim() }] : "because"),
  settle: (s, f) => {
    const how = f.get("how");
    if (how !== "found" && how !== "never-recorded") return "line";
    return f.get("words").trim() ? [{ kind: "settled", about: f.get("about"), how: how === "found" ? { kind: how, where: f.get("words").trim() } : { kind: how, because: f.get("words").trim() } }] : "because";
  },
};
