// What the page tells the kernel: numbered, one after the other, and told again until it is answered. A trait that is
// saved in the usual way is never sent again, and after one lost answer none of those that follow is sent at all.

const AGAIN = 3000; // ms without an answer
const AT_MOST = 30_000; // ms between two tries while nobody answers
/** @type {WeakMap<object, Conversation>} */
const conversations = new WeakMap();

export class Conversation {
  /** @param {Kit.Model<any>} model */
  constructor(model) {
    this.model = model;
    this.page = Math.random().toString(36).slice(2, 12);
    this.count = 0;
    /** @type {Kit.Told[]} */
    this.waiting = [];
    this.pause = AGAIN;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    model.on("msg:custom", (/** @type {Kit.Answer} */ answer) => this.hear(answer));
    this.kernel?.connectionStatusChanged?.connect((_, status) => {
      if (status === "connected") this.start();
    });
  }

  get kernel() {
    return this.model.widget_manager?.kernel;
  }

  /** @param {Record<string, unknown>} state */
  tell(state) {
    this.model.set(state);
    this.ask({ state });
  }

  /** @param {Omit<Kit.Told, "page" | "number">} content */
  ask(content) {
    this.count += 1;
    this.waiting.push({ ...content, page: this.page, number: this.count });
    if (this.waiting.length === 1) this.start();
  }

  start() {
    this.pause = AGAIN;
    this.speak();
  }

  speak() {
    clearTimeout(this.timer);
    if (this.waiting.length === 0) return;
    this.timer = setTimeout(() => this.speak(), this.pause);
    this.pause = Math.min(2 * this.pause, AT_MOST);
    // While the connection is down, JupyterLab would put every try aside and send them all at once later.
    if ((this.kernel?.connectionStatus ?? "connected") !== "connected") return;
    try {
      Promise.resolve(this.model.send(this.waiting[0])).catch(() => {});
    } catch {
      /* the kernel is gone: perhaps it comes back */
    }
  }

  /** @param {Kit.Answer} answer */
  hear({ page, answered, spoken }) {
    if (page !== this.page || answered !== this.waiting[0]?.number) return;
    this.waiting.shift();
    // Something that the kernel said never arrived here: it says everything once more.
    if (spoken !== this.model.get("spoken") && !this.waiting.some(({ whole }) => whole))
      this.ask({ state: {}, whole: true });
    else this.start();
  }
}

/**
 * Let page and kernel both have these values of traits.
 * @template Traits
 * @param {Kit.Model<Traits>} model
 * @param {Partial<Traits>} state
 */
export function tell(model, state) {
  const conversation = conversations.get(model) ?? new Conversation(model);
  conversations.set(model, conversation);
  conversation.tell(state);
}
