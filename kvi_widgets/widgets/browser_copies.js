// A copy of what is typed, kept by the browser itself: it outlives kernel, server and page.
// One entry per workshop, step and page view, so that no page writes over another one's copy.

const PREFIX = "kvi-workshop-kit/1/";
const MOST_CHARS = 300_000; // one copy
const MOST_COPIES = 60; // about twenty visits; a browser holds some five million characters in all
const DAYS = 30;
const FORGOTTEN = "kviWorkshopForgotten"; // on the page, because every form has its own copy of this file
const visit = Math.random().toString(36).slice(2, 10);

const ownNames = () => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));

/** @param {{ name: string }[]} copies */
function removeAll(copies) {
  for (const { name } of copies) localStorage.removeItem(name);
}

/** @returns {Kit.NamedCopy[]} the newest first */
function storedCopies() {
  return ownNames()
    .flatMap((name) => {
      try {
        return [{ name, ...JSON.parse(localStorage.getItem(name) ?? "") }];
      } catch {
        return []; // not ours, or cut short: it says nothing
      }
    })
    .sort((first, second) => (second.at ?? 0) - (first.at ?? 0));
}

/**
 * Says whether it worked: private windows and full stores refuse.
 * @param {Kit.Copy} copy
 */
export function keepCopy(copy) {
  if (FORGOTTEN in document.documentElement.dataset) return false;
  const name = `${PREFIX}${encodeURIComponent(copy.workshop)}/${copy.step}/${visit}`;
  const text = JSON.stringify({ ...copy, at: Date.now() });
  if (text.length > MOST_CHARS) return false;
  for (let tries = 0; tries < 5; tries += 1) {
    try {
      localStorage.setItem(name, text);
      return true;
    } catch {
      const others = storedCopies().filter((each) => each.name !== name);
      if (others.length === 0) return false;
      removeAll(others.slice(-5));
    }
  }
  return false;
}

export function removeOldCopies() {
  try {
    const oldest = Date.now() - DAYS * 24 * 3600 * 1000;
    removeAll(storedCopies().filter(({ at }, place) => place >= MOST_COPIES || !(at > oldest)));
  } catch {
    /* no storage here: keepCopy says so when it matters */
  }
}

/**
 * What other visits left: of this step; or, while there are no answers at all, of the workshop
 * that was at work last, all its steps, because its file is gone.
 * @param {Kit.Identity} identity
 * @param {string} step
 */
export function findCopies(identity, step) {
  try {
    const others = storedCopies().filter(({ name, value }) => !name.endsWith(`/${visit}`) && value);
    const here = others.filter((copy) => copy.workshop === identity.workshop && copy.step === step);
    if (here.length || !identity.fresh || !others.length) return here.reverse();
    /** @type {Map<string, Kit.NamedCopy>} */
    const newest = new Map();
    for (const copy of others) {
      if (copy.workshop === others[0].workshop && !newest.has(copy.step)) newest.set(copy.step, copy);
    }
    return [...newest.values()];
  } catch {
    return [];
  }
}

/**
 * Only as they were found: who keeps one may still be at work.
 * @param {Kit.NamedCopy[]} copies
 */
export function dropCopies(copies) {
  const now = new Map(storedCopies().map(({ name, at }) => [name, at]));
  removeAll(copies.filter(({ name, at }) => now.get(name) === at));
}

// On a shared computer: everything goes, and no form of this page keeps more until it is loaded again.
export function forgetAll() {
  document.documentElement.dataset[FORGOTTEN] = "";
  try {
    for (const name of ownNames()) localStorage.removeItem(name);
  } catch {
    /* nothing was kept */
  }
}
