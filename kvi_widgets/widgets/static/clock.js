// Times as the reader's own clock and language say them.

/** @param {number} at ms since 1970 */
export const isToday = (at) => new Date(at).toDateString() === new Date().toDateString();

/**
 * Hour and minute; before today with the date.
 * @param {number} at ms since 1970
 * @param {string} locale
 */
export function clock(at, locale) {
  const date = new Date(at);
  const time = date.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
  return isToday(at) ? time : `${date.toLocaleDateString(locale)} ${time}`;
}

/**
 * Name of a file with the day and time at which it is handed over: the newest of several is seen at once.
 * @param {string} name
 * @param {Date} now
 */
export function stamped(name, now = new Date()) {
  const pad = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const day = [now.getFullYear(), pad(now.getMonth() + 1), pad(now.getDate())].join("-");
  return name.replace(/(\.\w+)?$/, `-${day}-${pad(now.getHours())}${pad(now.getMinutes())}$1`);
}
