// What the page says to the kernel: numbered, one after the other, and sent again until it is answered. A trait that is
// saved in the usual way is never sent again, and after one lost answer none of those that follow is sent at all.

const RETRY_AFTER = 3000; // ms without an answer
const LONGEST_PAUSE = 30_000; // ms between two tries while nobody answers
const PATIENCE = 4000; // ms without an answer before the page says so
/** @type {WeakMap<object, Conversation>} */
const conversations = new WeakMap();

class Conversation {
  /** @param {Kit.Model<any>} model */
  constructor(model) {
    this.model = model;
    this.page = Math.random().toString(36).slice(2, 12);
    this.count = 0;
    this.requests = 0;
    /** @type {Kit.Message[]} */
    this.queue = []; // the first is under way
    /** @type {(() => void)[]} */
    this.callbacks = []; // of each of them
    /** @type {(() => void)[]} */
    this.answered = []; // of those that are answered, but not all that the kernel sent has come
    this.pause = RETRY_AFTER;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.patience = undefined;
    this.isSilent = false;
    /** @type {Set<(isSilent: boolean) => void>} */
    this.listeners = new Set();
    model.on("msg:custom", (/** @type {Kit.Answer} */ answer) => this.onAnswer(answer));
    this.kernel?.connectionStatusChanged?.connect((_, status) => {
      if (status === "connected") this.sendNow();
    });
  }

  get kernel() {
    return this.model.widget_manager?.kernel;
  }

  /**
   * @param {Omit<Kit.Message, "page" | "number">} content
   * @param {() => void} onAnswered
   */
  add(content, onAnswered = () => {}) {
    this.count += 1;
    this.queue.push({ ...content, page: this.page, number: this.count });
    this.callbacks.push(onAnswered);
    this.patience ??= setTimeout(() => this.tellSilence(true), PATIENCE);
    if (this.queue.length === 1) this.sendNow();
  }

  /** @param {boolean} isSilent */
  tellSilence(isSilent) {
    if (isSilent === this.isSilent) return;
    this.isSilent = isSilent;
    for (const listener of this.listeners) listener(isSilent);
  }

  sendNow() {
    this.pause = RETRY_AFTER;
    this.sendFirst();
  }

  sendFirst() {
    clearTimeout(this.timer);
    if (this.queue.length === 0) return;
    this.timer = setTimeout(() => this.sendAgain(), this.pause);
    this.pause = Math.min(2 * this.pause, LONGEST_PAUSE);
    // While the connection is down, JupyterLab would put every try aside and send them all at once later.
    if ((this.kernel?.connectionStatus ?? "connected") !== "connected") return;
    try {
      Promise.resolve(this.model.send(this.queue[0])).catch(() => {});
    } catch {
      /* the kernel is gone: perhaps it comes back */
    }
  }

  /** JupyterLab waits longer and longer before it connects again, and gives up after two minutes. */
  sendAgain() {
    const { kernel } = this;
    if (kernel && kernel.connectionStatus !== "connected") kernel.reconnect?.().catch(() => {});
    this.sendFirst();
  }

  /** @param {Kit.Answer} answer */
  onAnswer({ page, answered, updates }) {
    if (page !== this.page || answered !== this.queue[0]?.number) return;
    clearTimeout(this.patience);
    this.patience = undefined;
    // What the kernel sent is older than what still waits here.
    this.answered.push(...this.callbacks.splice(0, 1));
    if (this.queue.shift()?.whole) for (const { state } of this.queue) this.model.set(state);
    const isWhole = updates === this.model.get("updates");
    // Else an update of the kernel was lost on its way: it sends everything once more.
    if (isWhole || this.queue.some(({ whole }) => whole)) this.sendNow();
    else this.add({ state: {}, whole: true });
    this.tellSilence(false);
    if (isWhole) for (const callback of this.answered.splice(0)) callback();
    if (this.queue.length) this.patience ??= setTimeout(() => this.tellSilence(true), PATIENCE);
  }
}

/**
 * Let page and kernel both have these values of traits.
 * @template Traits
 * @param {Kit.Model<Traits>} model
 * @param {Partial<Traits>} state
 * @param {() => void} [onAnswered] called when the kernel has done it, and all has come that it sent
 */
export function sendState(model, state, onAnswered) {
  const conversation = conversationOf(model);
  model.set(state);
  conversation.add({ state }, onAnswered);
}

/** @param {Kit.Model<any>} model */
function conversationOf(model) {
  const conversation = conversations.get(model) ?? new Conversation(model);
  conversations.set(model, conversation);
  return conversation;
}

/**
 * Ask the kernel to act: its observer of this trait hears every request, also one that is like the last.
 * @param {Kit.Model<any>} model
 * @param {string} trait
 * @param {object} values
 */
export function sendRequest(model, trait, values) {
  const conversation = conversationOf(model);
  // The trait may be set back to what the kernel had when the connection was lost.
  conversation.requests = Math.max(conversation.requests, model.get(trait).number ?? 0) + 1;
  sendState(model, { [trait]: { ...values, number: conversation.requests } });
}

/**
 * Hear when the kernel has not answered for a while, and when it does again; returns how to stop.
 * @param {Kit.Model<any>} model
 * @param {(isSilent: boolean) => void} listener
 * @returns {Kit.Stop}
 */
export function onSilence(model, listener) {
  const { listeners, isSilent } = conversationOf(model);
  listeners.add(listener);
  if (isSilent) listener(true);
  return () => listeners.delete(listener);
}
