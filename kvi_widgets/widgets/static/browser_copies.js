// A copy of what is typed, kept by the browser itself: it outlives kernel, server and page.
// One entry per workshop, step and page view, so that no page writes over another one's copy.
import { isEqual } from "./dom.js";

const FAMILY = "kvi-workshop-kit/1";
const MOST_CHARS = 300_000; // one copy
const MOST_COPIES = 60; // about twenty visits; a browser holds some five million characters in all
const DAYS = 30;
const AT_ONCE = 5; // copies that go when there is no room
const FORGOTTEN = "kviWorkshopForgotten"; // on the page, because every form has its own copy of this file
const PARTNERS = "second"; // the form of somebody else's sentences: it is no sign of a workshop that is gone
const VISITS = `${FAMILY}/visits`; // in the storage of the tab alone
const visit = Math.random().toString(36).slice(2, 10);

/**
 * Frames without storage of their own refuse already to be asked for it.
 * @returns {Storage | null}
 */
function shelf() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

/** On a JupyterHub many people share one address, and so one shelf: each has a part of it. */
const PREFIX = ownPrefix();

function ownPrefix() {
  try {
    const { hubUser } = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}");
    return hubUser ? `${FAMILY}@${encodeURIComponent(hubUser)}/` : `${FAMILY}/`;
  } catch {
    return `${FAMILY}/`;
  }
}

/** @param {Storage} storage */
const ownNames = (storage) => Object.keys(storage).filter((name) => name.startsWith(PREFIX));

/**
 * What is not ours, or cut short, says nothing.
 * @param {any} entry
 * @returns {entry is Kit.StoredCopy}
 */
const isCopy = (entry) =>
  typeof entry?.workshop === "string" &&
  typeof entry.step === "string" &&
  Number.isFinite(entry.at) &&
  typeof entry.value === "object" &&
  Object.values(entry.value ?? { none: null }).every(Array.isArray);

/**
 * @param {Storage} storage
 * @returns {Kit.NamedCopy[]} the newest first
 */
function storedCopies(storage) {
  return ownNames(storage)
    .flatMap((name) => {
      try {
        const entry = JSON.parse(storage.getItem(name) ?? "");
        return isCopy(entry) ? [{ ...entry, name }] : [];
      } catch {
        return [];
      }
    })
    .sort((first, second) => second.at - first.at);
}

/**
 * What is on disk goes first, then the oldest.
 * @param {Storage} storage
 * @param {string} name of the copy that needs the room
 */
function makeRoom(storage, name) {
  const others = storedCopies(storage).filter((copy) => copy.name !== name);
  const onDisk = others.filter(({ value, acknowledged }) => isEqual(value, acknowledged));
  const gone = (onDisk.length ? onDisk : others).slice(-AT_ONCE);
  for (const copy of gone) storage.removeItem(copy.name);
  return gone.length > 0;
}

/**
 * What was typed in this very tab, before its page was loaded again, is nobody else's.
 * @param {Kit.NamedCopy} copy
 */
export const isFromThisTab = ({ name }) => visitsOfTab().some((other) => name.endsWith(`/${other}`));

/** @returns {string[]} */
function visitsOfTab() {
  try {
    const visits = JSON.parse(sessionStorage.getItem(VISITS) ?? "[]");
    return Array.isArray(visits) ? visits : [];
  } catch {
    return [];
  }
}

export function rememberVisit() {
  try {
    sessionStorage.setItem(VISITS, JSON.stringify([...visitsOfTab().slice(1 - MOST_COPIES), visit]));
  } catch {
    /* then somebody is asked once more than needed */
  }
}

/**
 * Says whether it worked: private windows, frames without storage and full stores refuse.
 * @param {Kit.Copy} copy
 */
export function keepCopy(copy) {
  const storage = shelf();
  const name = `${PREFIX}${encodeURIComponent(copy.workshop)}/${copy.step}/${visit}`;
  const text = JSON.stringify({ ...copy, at: Date.now() });
  if (!storage || FORGOTTEN in document.documentElement.dataset || text.length > MOST_CHARS) return false;
  do {
    try {
      storage.setItem(name, text);
      return true;
    } catch {
      /* there is no room */
    }
  } while (makeRoom(storage, name));
  return false;
}

export function removeOldCopies() {
  const storage = shelf();
  if (!storage) return; // keepCopy says so when it matters
  const oldest = Date.now() - DAYS * 24 * 3600 * 1000;
  const copies = storedCopies(storage);
  for (const { name } of copies.filter(({ at }, place) => place >= MOST_COPIES || at < oldest))
    storage.removeItem(name);
}

/**
 * What other visits left: of this step; or, while there are no answers at all, of the workshop
 * that was at work last, all its steps, because its file is gone.
 * @param {Kit.Identity} identity
 * @param {string} step
 */
export function findCopies(identity, step) {
  const storage = shelf();
  const others = storage ? storedCopies(storage).filter(({ name }) => !name.endsWith(`/${visit}`)) : [];
  const here = others.filter((copy) => copy.workshop === identity.workshop && copy.step === step);
  const own = others.filter((copy) => copy.step !== PARTNERS);
  if (here.length || !identity.fresh || !own.length) return here.reverse();
  /** @type {Map<string, Kit.NamedCopy>} */
  const newest = new Map();
  for (const copy of own) {
    if (copy.workshop === own[0].workshop && !newest.has(copy.step)) newest.set(copy.step, copy);
  }
  return [...newest.values()];
}

/**
 * Only as they were found: who keeps one may still be at work.
 * @param {Kit.NamedCopy[]} copies
 */
export function dropCopies(copies) {
  const storage = shelf();
  if (!storage) return;
  const now = new Map(storedCopies(storage).map(({ name, at }) => [name, at]));
  for (const { name, at } of copies) if (now.get(name) === at) storage.removeItem(name);
}

// On a shared computer: everything goes, and no form of this page keeps more until it is loaded again.
export function forgetAll() {
  document.documentElement.dataset[FORGOTTEN] = "";
  const storage = shelf();
  if (storage) for (const name of ownNames(storage)) storage.removeItem(name);
}
