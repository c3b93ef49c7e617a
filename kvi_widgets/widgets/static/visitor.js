// One Voilà server has many visitors: a cookie tells them apart, and Python finds their files by it.

const KNOWN = /(?:^|; ?)kvi-visitor=[0-9a-f]{32}(?:;|$)/; // by which Python knows somebody, too
const SECONDS = 400 * 24 * 60 * 60; // browsers keep none for longer

/**
 * Who comes for the first time gets a name, and the page once more: Python needs it before it opens a file.
 * @param {string | null} visitor as Python knows them; blank: not yet, null: here is nobody but one
 */
export function nameVisitor(visitor) {
  if (visitor !== "" || KNOWN.test(document.cookie)) return;
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  const name = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  // biome-ignore lint/suspicious/noDocumentCookie: a cookie store is there with HTTPS alone
  document.cookie = `kvi-visitor=${name}; path=/; max-age=${SECONDS}; SameSite=Lax`;
  if (KNOWN.test(document.cookie)) location.reload();
}
