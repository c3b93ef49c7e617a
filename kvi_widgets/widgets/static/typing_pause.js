// When somebody has stopped typing: whoever looks for each key rests longer between two letters than others between
// two sentences, and each pause costs the page an answer of the kernel. The browser's copy covers the gap.

const SHORTEST = 300; // ms
const LONGEST = 1500;
const KEYS = 2.5; // so many of the usual intervals without a key are a pause
const NEWNESS = 0.4; // how much the last interval says of the usual one

export class TypingPause {
  constructor() {
    this.interval = SHORTEST / KEYS; // ms between two keys, as usual
    this.last = Number.NEGATIVE_INFINITY;
  }

  /**
   * How long to wait after this key for another one, in ms.
   * @param {number} now
   */
  after(now) {
    const gap = now - this.last;
    this.last = now;
    if (gap < LONGEST) this.interval += NEWNESS * (gap - this.interval); // what is longer is a rest, and no rhythm
    return Math.min(Math.max(KEYS * this.interval, SHORTEST), LONGEST);
  }
}
