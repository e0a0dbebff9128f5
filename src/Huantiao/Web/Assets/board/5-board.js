// The board: asks every 0.9 seconds whether anything has changed, counts the seconds by itself, and rings for whatever is overdue. Rooms come from the server, words and all.
const board = document.getElementById("board");
const lost = document.getElementById("board-lost");
const hush = document.getElementById("board-hush");
const bell = new Bell(() => {});
const hushed = new Set();
let [tag, ahead, heard] = ["", 0, Date.now()];

const states = { over: 0, eyes: 1, soon: 2, runs: 3 };
const count = () => {
  const now = Date.now() - ahead;
  let next = null;
  for (const room of board.querySelectorAll("[data-state]")) {
    let state = room.dataset.eyes === undefined ? "runs" : "eyes";
    for (const time of room.querySelectorAll("time[datetime]")) {
      const seconds = Math.ceil((Date.parse(time.dateTime) - now) / 1000);
      const face = time.closest("section").querySelector("[data-left]");
      face.textContent = clockface(seconds);
      const own = seconds <= 0 ? "over" : seconds <= 60 ? "soon" : "runs";
      if (states[own] < states[state]) state = own;
      const end = Date.parse(time.dateTime) + ahead;
      if (!hushed.has(time.id) && (next === null || end < next)) next = end;
    }
    if (room.dataset.state !== "free") {
      room.dataset.state = state;
      const how = room.querySelector(".how");
      how.textContent = board.dataset[state];
    }
  }
  if (next !== bell.end) bell.set(next, { title: board.dataset.over, body: board.dataset.over });
  hush.hidden = !bell.rings;
  // Nothing heard for ten seconds: what stands here may be old, and that must be seen.
  lost.hidden = Date.now() - heard < 10_000;
};

hush.addEventListener("click", () => {
  for (const time of board.querySelectorAll("time[datetime]")) if (Date.parse(time.dateTime) + ahead <= Date.now()) hushed.add(time.id);
  bell.hush();
  count();
});
// There is no record on the board: it may stay when nobody has touched it for long. What it shows then goes on by itself, and says that it is not live.
document.addEventListener("idle", (event) => event.preventDefault());

const ask = async () => {
  try {
    const answer = await fetch(board.dataset.rooms, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store", redirect: "error", signal: AbortSignal.timeout(5000) });
    if (answer.status !== 304 && !answer.ok) return;
    const date = Date.parse(answer.headers.get("Date") ?? "");
    heard = Date.now();
    if (!Number.isNaN(date) && Math.abs(heard - date - ahead) > 1500) ahead = heard - date;
    if (answer.status === 304) return;
    tag = answer.headers.get("ETag") ?? "";
    const focused = document.activeElement?.id;
    const rooms = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".rooms");
    if (rooms) board.replaceChildren(document.adoptNode(rooms));
    if (focused) document.getElementById(focused)?.focus();
  } catch { /* said after ten seconds */ }
};

// Asked a little more often than each second: what has changed stands here within one, the way there and back included.
const tick = async () => {
  const began = Date.now();
  await ask();
  count();
  setTimeout(tick, Math.max(100, 900 - (Date.now() - began)));
};
count();
setInterval(count, 500);
tick();
