// The secret of a link stands after its #: browsers send that to nobody. It goes into the form's field and out of the address at once.
const code = document.querySelector("input[name=code]");
const secret = decodeURIComponent(location.hash.slice(1));
if (code && /^[A-Za-z0-9-]{8,64}$/.test(secret)) {
  code.value = secret;
  history.replaceState(null, "", location.pathname + location.search);
  (document.querySelector("main form input:not([type=hidden], [name=code])") ?? document.querySelector("main form button")).focus();
}
// A first guess that can be changed: the zone this browser lives in.
const zone = document.querySelector("select[name=zone]");
if (zone?.value === "UTC") {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...zone.options].some((option) => option.value === here)) zone.value = here;
}
