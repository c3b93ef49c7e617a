// A server that is lent, as on Binder, stops a kernel for which nothing is done for some minutes: one is warned before.

const WARNING = 3; // minutes before the kernel is stopped
// What makes a kernel busy for somebody; the server counts no other question either.
const COUNTED = new Set(["execute_request", "comm_open", "comm_msg", "comm_close"]);

export class IdleWatch {
  /**
   * @param {number} minutes without work after which the kernel is stopped; 0 where it never is
   * @param {() => void} onIdle
   */
  constructor(minutes, onIdle) {
    this.minutes = minutes;
    this.onIdle = onIdle;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /**
   * Begin to count anew, if this is work.
   * @param {string | undefined} question to which the kernel has answered
   */
  isWork(question) {
    if (!this.minutes || !question || !COUNTED.has(question)) return false;
    this.stop();
    this.timer = setTimeout(this.onIdle, Math.max(0, this.minutes - WARNING) * 60_000);
    return true;
  }

  stop() {
    clearTimeout(this.timer);
  }
}
