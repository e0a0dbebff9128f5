// <passkey-button>: asks the device for a passkey, or to make one, and sends what it says. Everything it needs stands in the page.
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
const named = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));

function creation(options) {
  if (PublicKeyCredential.parseCreationOptionsFromJSON) return PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return { ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) }, excludeCredentials: named(options.excludeCredentials) };
}

function request(options) {
  if (PublicKeyCredential.parseRequestOptionsFromJSON) return PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return { ...options, challenge: bytes(options.challenge), allowCredentials: named(options.allowCredentials) };
}

// Some password managers bring credentials that cannot say themselves as JSON.
function said(credential) {
  try { return JSON.stringify(credential); } catch { /* written out below */ }
  const { response } = credential;
  const parts = { clientDataJSON: text(response.clientDataJSON) };
  if (response.attestationObject) Object.assign(parts, { attestationObject: text(response.attestationObject), transports: response.getTransports?.() ?? [] });
  else Object.assign(parts, { authenticatorData: text(response.authenticatorData), signature: text(response.signature), userHandle: response.userHandle ? text(response.userHandle) : null });
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, clientExtensionResults: credential.getClientExtensionResults(), response: parts });
}

customElements.define("passkey-button", class extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    if (!button || !window.PublicKeyCredential) return;
    button.hidden = false;
    this.querySelector("[data-unable]").hidden = true;
    button.addEventListener("click", () => this.ask(button));
  }

  async ask(button) {
    const failed = this.querySelector("[data-failed]");
    failed.hidden = true;
    button.disabled = true;
    try {
      const options = await this.send(this.dataset.options, {});
      const credential = this.dataset.kind === "create"
        ? await navigator.credentials.create({ publicKey: creation(options) })
        : await navigator.credentials.get({ publicKey: request(options) });
      const name = document.querySelector("[data-passkey-name]")?.value ?? null;
      location.assign((await this.send(this.dataset.answer, { credential: said(credential), name })).to);
    } catch {
      failed.hidden = false;
      button.disabled = false;
      button.focus();
    }
  }

  async send(address, body) {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Accept": "application/json", "X-Request-Token": this.querySelector("input[name=token]").value },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  }
});
