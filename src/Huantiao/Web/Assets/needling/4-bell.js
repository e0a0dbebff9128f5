const ringing = "huantiao-needles";
// The end of the retention is an instant that the server knows: whoever has it counts down and rings, also after a reload, on a locked page, or on another device.
class Bell {
  constructor(paint) {
    [this.paint, this.end, this.rings, this.title] = [paint, null, false, document.title];
    this.timer = setInterval(() => this.tick(), 500);
    document.addEventListener("visibilitychange", () => { this.tick(); this.watch(); });
    // A browser lets a page sound only after somebody has touched it.
    addEventListener("pointerdown", () => this.wake(), { capture: true, passive: true });
    addEventListener("keydown", () => this.wake(), { capture: true, passive: true });
  }

  wake() {
    try {
      this.sound ??= new AudioContext();
      if (this.sound.state === "suspended") this.sound.resume();
    } catch { /* a device without sound */ }
  }

  /** @param end by this device's clock; null: nothing runs. @param words what a notification says, without a name. */
  set(end, words) {
    [this.end, this.words] = [end, words];
    if (end === null) this.still();
    this.watch();
    this.tick();
  }

  // While needles are in, the screen stays on where the device allows it.
  async watch() {
    try {
      if (this.end !== null && document.visibilityState === "visible") this.lock ??= await navigator.wakeLock.request("screen");
      else { await this.lock?.release(); this.lock = null; }
      this.lock?.addEventListener("release", () => { this.lock = null; }, { once: true });
    } catch { /* not allowed here */ }
  }

  tick() {
    const left = this.end === null ? null : Math.ceil((this.end - Date.now()) / 1000);
    this.paint(left);
    if (left !== null && left <= 0 && this.hushed !== this.end) this.ring();
    if (this.rings) document.title = document.title === this.title ? `⏰ ${this.words.title}` : this.title;
  }

  ring() {
    if (!this.rings) {
      this.rings = true;
      this.notify();
    }
    if (Date.now() - (this.last ?? 0) < 2000) return;
    this.last = Date.now();
    navigator.vibrate?.([400, 200, 400]);
    if (this.sound?.state !== "running") return;
    for (const [after, pitch] of [[0, 880], [.35, 880], [.7, 1175]]) {
      const [tone, volume] = [this.sound.createOscillator(), this.sound.createGain()];
      const at = this.sound.currentTime + after;
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(.4, at);
      volume.gain.exponentialRampToValueAtTime(.001, at + .3);
      tone.connect(volume).connect(this.sound.destination);
      tone.start(at);
      tone.stop(at + .3);
    }
  }

  // Phones show a notification only by way of the worker beside the session pages.
  async notify() {
    const [title, what] = [this.words.title, { body: this.words.body, tag: ringing, requireInteraction: true }];
    try {
      if (Notification.permission !== "granted") return;
      const worker = await this.worker?.();
      if (worker?.active) { await worker.showNotification(title, what); this.note = { close: () => worker.getNotifications({ tag: ringing }).then((notes) => notes.forEach((note) => note.close())) }; }
      else this.note = new Notification(title, what);
      if (!this.rings) this.note.close();
    } catch { /* not on this device */ }
  }

  /** Heard: no more sound for this end. The countdown goes on. */
  hush() { this.hushed = this.end; this.still(); }

  still() {
    this.rings = false;
    this.note?.close();
    document.title = this.title;
  }
}

const clockface = (seconds) => {
  const left = Math.abs(seconds);
  const [hours, minutes] = [Math.floor(left / 3600), Math.floor(left / 60) % 60];
  const two = (n) => String(n).padStart(2, "0");
  return `${seconds < 0 ? "+" : ""}${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(left % 60)}`;
};
