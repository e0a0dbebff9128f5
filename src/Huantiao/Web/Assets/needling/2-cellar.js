// Where events wait until the server has them: on this device, encrypted by a key that cannot leave this browser, and gone once they have arrived. Beside them what is needed to go on with a session
// without the server: readable while somebody uses it, and no longer.
const hours12 = 12 * 60 * 60 * 1000;
const days3 = 6 * hours12;
const asked = (request) => new Promise((done, fail) => { request.onsuccess = () => done(request.result); request.onerror = () => fail(request.error); });
const finished = (change) => new Promise((done, fail) => { change.oncomplete = () => done(); change.onabort = change.onerror = () => fail(change.error); });

class Cellar {
  // Null where the browser offers no safe place: then events wait in the page alone, and the page says so.
  static async open() {
    try {
      if (!navigator.locks) return null;
      const opening = indexedDB.open("huantiao-session", 2);
      opening.onupgradeneeded = () => {
        for (const name of ["keys", "waiting", "numbers", "sheets"]) if (!opening.result.objectStoreNames.contains(name)) opening.result.createObjectStore(name);
      };
      const cellar = new Cellar();
      cellar.db = await asked(opening);
      cellar.db.onversionchange = () => cellar.db.close();
      await navigator.locks.request("huantiao-session", async () => {
        cellar.key = await asked(cellar.at("keys").get("key"));
        cellar.device = await asked(cellar.at("keys").get("device"));
        if (cellar.key && cellar.device) return;
        [cellar.key, cellar.device] = [await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]), newKey()];
        const change = cellar.change(["keys"]);
        change.objectStore("keys").put(cellar.key, "key");
        change.objectStore("keys").put(cellar.device, "device");
        await finished(change);
      });
      return cellar;
    } catch { return null; }
  }

  at(place) { return this.db.transaction(place).objectStore(place); }

  async sealed(what) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, this.key, new TextEncoder().encode(JSON.stringify(what))) };
  }

  async opened({ iv, data }) { return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, this.key, data))); }

  change(places) { return this.db.transaction(places, "readwrite", { durability: "strict" }); }

  /** Events get their numbers and are kept in one step, whatever other tabs do: all of them or none. */
  append(session, device, make) {
    return navigator.locks.request("huantiao-session", async () => {
      const events = make(await asked(this.at("numbers").get(`${session} ${device}`)) ?? 0);
      if (events.length === 0) return events;
      const rows = await Promise.all(events.map(async (event) => ({ session, sequence: event.stamp.sequence, ...await this.sealed(event), until: Date.now() + days3 })));
      const change = this.change(["waiting", "numbers"]);
      rows.forEach((row, i) => change.objectStore("waiting").put(row, events[i].stamp.key));
      change.objectStore("numbers").put(events.at(-1).stamp.sequence, `${session} ${device}`);
      await finished(change);
      return events;
    });
  }

  /** What waits, of every session of this device, in order: a list for each session. */
  async waiting() {
    const keys = await asked(this.at("waiting").getAllKeys());
    const rows = await asked(this.at("waiting").getAll());
    const found = new Map();
    for (const [i, row] of rows.entries()) {
      try {
        if (row.until < Date.now()) throw new Error();
        const event = await this.opened(row);
        found.set(row.session, [...found.get(row.session) ?? [], event]);
      } catch { await this.forget([keys[i]]); }
    }
    for (const events of found.values()) events.sort((a, b) => a.stamp.sequence - b.stamp.sequence);
    return found;
  }

  async forget(keys) {
    const change = this.change(["waiting"]);
    for (const key of keys) change.objectStore("waiting").delete(key);
    await finished(change);
  }

  /** The session is over: its numbers need not be remembered, and nothing of it is gone on with. */
  async close(session) {
    const change = this.change(["numbers", "sheets"]);
    change.objectStore("numbers").delete(IDBKeyRange.bound(session, session + "~"));
    change.objectStore("sheets").delete(session);
    await finished(change);
  }

  /** @param until when it can no longer be read. @param end of the needles' time, by this device's clock, or null: it can be read by itself, also afterwards. */
  async keepSheet(session, sheet, until, end) {
    const row = { ...await this.sealed(sheet), since: Date.now(), until, end };
    const change = this.change(["sheets"]);
    change.objectStore("sheets").put(row, session);
    await finished(change);
  }

  /** What was kept of a session: null where nothing is known of it; without a sheet where its time is all that may be read. */
  async sheetOf(session) {
    const row = await asked(this.at("sheets").get(session));
    if (!row) return null;
    const now = Date.now();
    if (row.data && row.since <= now && now < row.until) try { return { sheet: await this.opened(row), end: row.end }; } catch { /* another browser's key */ }
    await this.shut([session]);
    return { sheet: null, end: row.end };
  }

  /** Nobody is here any more, or somebody else may be: what was kept goes, the time stays for half a day. */
  async shut(sessions = null) {
    const keys = sessions ?? await asked(this.at("sheets").getAllKeys());
    for (const key of keys) {
      const row = await asked(this.at("sheets").get(key));
      const change = this.change(["sheets"]);
      if (row?.end && row.end > Date.now() - hours12) change.objectStore("sheets").put({ until: 0, end: row.end }, key);
      else change.objectStore("sheets").delete(key);
      await finished(change);
    }
  }
}
