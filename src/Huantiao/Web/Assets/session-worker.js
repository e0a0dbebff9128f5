// Beside the session pages: when the server does not answer, a session page that is loaded again gets the page without anybody in it, which goes on from what this device keeps of the session,
// encrypted. Kept here are that page and what it is made of, the same for everybody; nothing that the server says of a person passes into it.
const place = "huantiao-session-" + mark;
const patience = 6000;
const session = /^\/([^/]+)\/clinic\/sessions\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
// What a proxy says when the server behind it is away.
const away = [502, 503, 504];

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open(place).then((cache) => cache.addAll(kept.map((address) => new Request(address, { credentials: "omit", cache: "reload" })))));
});

addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("huantiao-session-") && name !== place) await caches.delete(name);
  await clients.claim();
})()));

const here = (address) => caches.open(place).then((cache) => cache.match(address, { ignoreVary: true }));

const page = async (request, language) => {
  const late = new Promise((done) => setTimeout(done, patience, null));
  const said = await Promise.race([fetch(request).catch(() => null), late]);
  return said && !away.includes(said.status) ? said : await here(`/${language}/session-shell`) ?? said ?? Response.error();
};

addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  const [, language] = session.exec(pathname) ?? [];
  if (event.request.mode === "navigate" && language) event.respondWith(page(event.request, language));
  // Their addresses name their content: what is here is what the server has.
  else if (pathname.startsWith("/assets/") && kept.includes(pathname)) event.respondWith(here(pathname).then((found) => found ?? fetch(event.request)));
});

// A touch on the notification that the time is over brings the page that rings to the front.
addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(clients.matchAll({ type: "window", includeUncontrolled: true }).then((pages) => pages.find(({ url }) => session.test(new URL(url).pathname))?.focus()));
});
