// The board: asks each second whether anything has changed, and counts the seconds that are left by itself. What is shown comes from the server, words and all.
const board = document.getElementById("board");
const lost = document.getElementById("board-lost");
let tag = "";
let ahead = 0; // of this clock before the server's, in milliseconds
let heard = Date.now();

function count() {
  const now = Date.now() - ahead;
  for (const time of board.querySelectorAll("time[datetime]")) {
    const left = time.parentElement.querySelector("[data-left]");
    const seconds = Math.round((Date.parse(time.dateTime) - now) / 1000);
    const size = Math.abs(seconds);
    const clock = `${Math.floor(size / 60)}:${String(size % 60).padStart(2, "0")}`;
    left.textContent = board.dataset[seconds < 0 ? "over" : "left"].replace("{0}", clock);
    left.hidden = false;
  }
  // Nothing heard for ten seconds: what stands here may be old, and that must be seen.
  lost.hidden = Date.now() - heard < 10_000;
}

async function ask() {
  try {
    const answer = await fetch(board.dataset.rooms, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store", redirect: "error", signal: AbortSignal.timeout(5000) });
    const date = Date.parse(answer.headers.get("Date") ?? "");
    if (answer.status !== 304 && !answer.ok) return;
    heard = Date.now();
    if (!Number.isNaN(date) && Math.abs(heard - date - ahead) > 1500) ahead = heard - date;
    if (answer.status === 304) return;
    tag = answer.headers.get("ETag") ?? "";
    const focused = document.activeElement?.id;
    board.innerHTML = await answer.text();
    if (focused) document.getElementById(focused)?.focus();
  } catch {
    // The network is gone, or the server is busy: said after ten seconds.
  }
}

async function tick() {
  await ask();
  count();
  setTimeout(tick, 1000);
}
if (board) {
  count();
  setInterval(count, 1000);
  tick();
}
