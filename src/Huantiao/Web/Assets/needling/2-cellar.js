// Where events wait until the server has them: on this device, encrypted by a key that cannot leave this browser, and gone once they have arrived.
const days3 = 3 * 24 * 60 * 60 * 1000;
const asked = (request) => new Promise((done, fail) => { request.onsuccess = () => done(request.result); request.onerror = () => fail(request.error); });
const finished = (change) => new Promise((done, fail) => { change.oncomplete = () => done(); change.onabort = change.onerror = () => fail(change.error); });

class Cellar {
  // Null where the browser offers no safe place: then events wait in the page alone, and the page says so.
  static async open() {
    try {
      if (!navigator.locks) return null;
      const opening = indexedDB.open("huantiao-session", 1);
      opening.onupgradeneeded = () => { for (const name of ["keys", "waiting", "numbers"]) opening.result.createObjectStore(name); };
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

  change(places) { return this.db.transaction(places, "readwrite", { durability: "strict" }); }

  /** Events get their numbers and are kept in one step, whatever other tabs do: all of them or none. */
  append(session, device, make) {
    return navigator.locks.request("huantiao-session", async () => {
      const events = make(await asked(this.at("numbers").get(`${session} ${device}`)) ?? 0);
      if (events.length === 0) return events;
      const rows = await Promise.all(events.map(async (event) => {
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, this.key, new TextEncoder().encode(JSON.stringify(event)));
        return { session, sequence: event.stamp.sequence, iv, data, until: Date.now() + days3 };
      }));
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
        const event = JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, this.key, row.data)));
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

  /** The session is over: its numbers need not be remembered. */
  async close(session) {
    const change = this.change(["numbers"]);
    change.objectStore("numbers").delete(IDBKeyRange.bound(session, session + "~"));
    await finished(change);
  }
}
