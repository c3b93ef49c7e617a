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
