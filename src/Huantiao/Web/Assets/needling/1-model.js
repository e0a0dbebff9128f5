// What the events of a session say together, as far as a device must know to go on without the server. The same rules as the server's, which has the last
// word: a test holds both against random events.
const most = 1_000_000;
const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const saw = (later, earlier) => {
  const [a, b] = [later.stamp, earlier.stamp];
  if (a.device === b.device) return b.sequence < a.sequence;
  return b.sequence <= (a.seen[b.device] ?? 0) && !a.lacking.some((l) => l.device === b.device && l.from <= b.sequence && b.sequence <= l.to);
};
const weight = ({ stamp }) => Object.entries(stamp.seen).reduce((sum, [device, upTo]) => (device === stamp.device ? sum : sum + upTo), stamp.sequence);
const inOrder = (events) => events.map((event) => ({ event, weight: weight(event) }))
  .sort((a, b) => a.weight - b.weight || byText(a.event.stamp.device, b.event.stamp.device) || a.event.stamp.sequence - b.event.stamp.sequence || byText(a.event.stamp.key, b.event.stamp.key))
  .map(({ event }) => event);

const holes = (device, upTo, covered) => {
  const found = [];
  let next = 1;
  for (const [from, to] of covered.sort((a, b) => a[0] - b[0])) {
    if (from > next && next <= upTo) found.push({ device, from: next, to: Math.min(from - 1, upTo) });
    next = Math.max(next, to + 1);
  }
  if (next <= upTo) found.push({ device, from: next, to: upTo });
  return found;
};

// Events that are known to exist and are not here; up to where everything is here or given up; what of that was given up.
const gapsOf = (events) => {
  const told = new Map();
  const tell = (device, number) => { if (number > (told.get(device) ?? 0)) told.set(device, number); };
  for (const { stamp } of events) {
    tell(stamp.device, stamp.sequence);
    for (const [device, upTo] of Object.entries(stamp.seen)) tell(device, upTo);
  }
  const gaps = { missing: [], known: {}, lacking: [] };
  for (const [device, upTo] of [...told].sort(([a], [b]) => byText(a, b))) {
    const here = () => events.filter(({ stamp }) => stamp.device === device).map(({ stamp }) => [stamp.sequence, stamp.sequence]);
    const given = events.filter((e) => e.kind === "given-up" && e.device === device).map((e) => [e.from, Math.min(e.to, most)]);
    const missing = holes(device, upTo, [...here(), ...given]);
    gaps.missing.push(...missing);
    gaps.known[device] = missing.length > 0 ? missing[0].from - 1 : upTo;
    gaps.lacking.push(...holes(device, gaps.known[device], here()));
  }
  return gaps;
};

const walkOf = (care) => {
  let [phase, before, pulled] = ["prepared", "prepared", false];
  const to = (next) => { before = phase; phase = next; };
  for (const e of care) {
    if ((e.kind === "begun" || (e.kind === "inserted" && !e.recordedLate)) && phase === "prepared") phase = "needling";
    else if (e.kind === "retained" && (phase === "prepared" || phase === "needling")) phase = "retaining";
    else if (e.kind === "needled-again" && phase === "retaining") phase = "needling";
    else if (e.kind === "removal-begun") phase = "removing";
    else if (e.kind === "interrupted" && phase !== "interrupted") to("interrupted");
    else if (e.kind === "resumed" && phase === "interrupted" && !pulled) phase = before;
    else if (e.kind === "all-pulled") {
      if (phase !== "removing") [phase, before] = ["interrupted", "removing"];
      pulled = true;
    }
  }
  return { phase, before, pulled };
};

// A press needle, as it is described now; one that was recorded as another kind when it went in is not made one by words.
const mayGoHome = (recorded, now) => now.kind === "press" && ["press", "unknown"].includes(recorded.kind ?? "unknown");

const ledgerOf = (care) => {
  const of = (kind) => care.filter((e) => e.kind === kind);
  const keyed = new Map();
  for (const e of care) keyed.set(e.stamp.key, [...keyed.get(e.stamp.key) ?? [], e]);
  const mistakes = new Set(of("retracted").filter((r) => keyed.get(r.about)?.some((e) => saw(r, e))).map((r) => r.about));
  const removals = (needle) => of("removed").filter((r) => r.needle === needle && !mistakes.has(r.stamp.key));
  const left = (needle) => of("left-in").filter((l) => l.needle === needle && !mistakes.has(l.stamp.key));
  const wasThere = [...mistakes].filter((m) => keyed.get(m).some((e) => e.kind === "inserted") && (removals(m).length > 0 || left(m).length > 0));
  const retracted = new Set([...mistakes].filter((m) => !wasThere.includes(m)));
  const inserted = of("inserted").filter((e, i, all) => !retracted.has(e.stamp.key) && all.findIndex((o) => o.stamp.key === e.stamp.key) === i);
  const counts = of("counted");
  const isSecond = (count) => counts.some((other) => saw(count, other));
  const settledOf = (about) => of("settled").filter((s) => s.about === about && (counts.some((c) => saw(s, c) && isSecond(c))
    || (s.how.kind === "broken" && removals(about).some((r) => r.condition === "broken" && saw(s, r)))));
  const isOut = (needle) => removals(needle).some((r) => r.condition !== "broken");
  const homeOf = (needle) => left(needle).findLast((l) => !removals(needle).some((r) => saw(r, l)));
  const described = (needle) => of("described").findLast((d) => d.needle === needle.stamp.key)?.as ?? needle.needle;
  const covered = (count) => inserted.filter((i) => i.recordedLate || saw(count, i));
  const isExpected = (needle, count) => homeOf(needle.stamp.key) === undefined
    && (isOut(needle.stamp.key) || !settledOf(needle.stamp.key).some((s) => !(s.how.kind === "found" && saw(count, s))));

  const latest = counts.filter((c) => !counts.some((other) => saw(other, c)));
  const contradict = new Set(latest.map((c) => `${c.count} ${covered(c).map((i) => i.stamp.key)}`)).size > 1;
  let count = null;
  if (latest.length > 0 && !contradict) {
    const [last] = latest;
    const second = isSecond(last);
    const explained = (second ? settledOf(last.stamp.key) : []).reduce((sum, s) => sum + (s.how.kind === "never-recorded" ? -1 : 1), 0);
    const expected = covered(last).filter((i) => isExpected(i, last)).length;
    const stale = of("inserted").some((i) => !i.recordedLate && !saw(last, i) && !saw(i, last));
    count = { key: last.stamp.key, counted: last.count, expected, explained, second, stale, agrees: !stale && last.count + explained === expected };
  }
  const fateOf = (needle) => {
    const key = needle.stamp.key;
    if (settledOf(key).some((s) => s.how.kind !== "never-recorded" && !isOut(key))) return "settled";
    if (homeOf(key) !== undefined && mayGoHome(needle.needle, described(needle))) return "home";
    if (removals(key).some((r) => r.condition === "broken")) return "broken-off";
    if (removals(key).length > 0) return "out";
    if (count?.agrees && covered(keyed.get(count.key)[0]).includes(needle)) return "counted-out";
    return of("all-pulled").some((p) => saw(p, needle)) ? "pulled" : "in";
  };
  const needles = inserted.map((i) => ({ key: i.stamp.key, now: described(i), home: mayGoHome(i.needle, described(i)), late: i.recordedLate, at: i.stamp.at, fate: fateOf(i), removal: removals(i.stamp.key)[0]?.stamp.key }));
  return { needles, count, contradict };
};

const isOpen = ({ fate }) => fate === "in" || fate === "pulled" || fate === "broken-off";

/** The session as these events tell it. */
const told = (events) => {
  const all = inOrder(events);
  const care = all.filter((e) => e.kind !== "signed" && e.kind !== "amended");
  const walk = walkOf(care);
  const ledger = ledgerOf(care);
  const gaps = gapsOf(all);
  const stops = care.filter((e) => e.kind === "stopped" && !care.some((l) => l.kind === "lifted" && l.stop === e.stamp.key && saw(l, e)));
  const ends = care.filter((e) => e.kind === "retained" || e.kind === "retention-changed");
  const standing = ends.filter((e) => !ends.some((other) => saw(other, e))).map((e) => Date.parse(e.plannedEnd));
  const start = care.find((e) => e.kind === "retained");
  const opening = care.find((e) => e.kind === "opened");
  return {
    ...walk, ...ledger, gaps, stops, opening,
    held: walk.phase === "interrupted" || (stops.length > 0 && (walk.phase === "needling" || walk.phase === "retaining")),
    cleared: care.some((e) => e.kind === "cleared"),
    open: ledger.needles.filter(isOpen).length,
    timer: start && standing.length > 0 ? { start: Date.parse(start.stamp.at), end: Math.min(...standing) } : null,
  };
};
