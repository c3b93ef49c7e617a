// A kernel that hears everything, nothing, late or twice: what is told arrives once, and in order.
import assert from "node:assert/strict";
import test, { beforeEach, mock } from "node:test";
import { onSilence, sendRequest, sendState } from "../../kvi_widgets/widgets/static/conversation.js";

/** Model with a kernel behind it that answers what it hears; `lose` says which messages get lost. */
class Line {
  constructor() {
    this.traits = { updates: 0 };
    this.handlers = [];
    this.heard = [];
    this.sent = 0;
    this.lose = () => false;
    this.updates = 0;
    this.widget_manager = undefined;
  }

  get = (name) => this.traits[name];
  set = (state) => Object.assign(this.traits, state);
  on = (_, handler) => this.handlers.push(handler);

  send = (message) => {
    this.sent += 1;
    if (this.lose(this.sent)) return;
    if (!this.heard.some(({ number }) => number === message.number)) this.heard.push(structuredClone(message));
    if (message.whole) this.traits.updates = this.updates;
    this.answer(message);
  };

  answer({ page, number }) {
    for (const handler of this.handlers) handler({ page, answered: number, updates: this.updates });
  }

  states = () => this.heard.map(({ state }) => state);
}

beforeEach(() => mock.timers.reset());

function line() {
  mock.timers.enable({ apis: ["setTimeout"] });
  return new Line();
}

test("what is told is in the page at once, and in the kernel once", () => {
  const model = line();
  sendState(model, { width: 900 });
  sendState(model, { width: 800 });
  assert.equal(model.get("width"), 800);
  assert.deepEqual(model.states(), [{ width: 900 }, { width: 800 }]);
  mock.timers.tick(100_000);
  assert.equal(model.sent, 2);
});

test("a message that is lost is told again, and those behind it wait", () => {
  const model = line();
  model.lose = (count) => count <= 2;
  sendState(model, { edit: 1 });
  sendState(model, { edit: 2 });
  assert.deepEqual(model.states(), []);
  mock.timers.tick(3000);
  mock.timers.tick(6000);
  assert.deepEqual(model.states(), [{ edit: 1 }, { edit: 2 }]);
  assert.equal(model.sent, 4);
});

test("an answer that comes twice, or to somebody else, answers nothing more", () => {
  const model = line();
  model.lose = () => true;
  sendState(model, { edit: 1 });
  sendState(model, { edit: 2 });
  const { page } = { page: "another page" };
  model.answer({ page, number: 1 });
  assert.equal(model.sent, 1);
  model.lose = () => false;
  mock.timers.tick(3000);
  assert.deepEqual(model.states(), [{ edit: 1 }, { edit: 2 }]);
  model.answer(model.heard[0]);
  model.answer(model.heard[1]);
  assert.equal(model.sent, 3);
});

test("while the connection is down nothing is put aside for later; once it is back, it goes at once", () => {
  const model = line();
  const listeners = [];
  const connectionStatusChanged = { connect: (handler) => listeners.push(handler) };
  const kernel = { connectionStatus: "connecting", connectionStatusChanged };
  model.widget_manager = { kernel };
  sendState(model, { edit: 1 });
  mock.timers.tick(20_000);
  assert.equal(model.sent, 0);
  kernel.connectionStatus = "connected";
  for (const listener of listeners) listener(kernel, "connected");
  assert.deepEqual(model.states(), [{ edit: 1 }]);
});

test("where JupyterLab has given up the connection, the page makes it anew", () => {
  const model = line();
  let tries = 0;
  const kernel = {
    connectionStatus: "disconnected",
    reconnect() {
      tries += 1;
      if (tries === 3) kernel.connectionStatus = "connected";
      return tries === 3 ? Promise.resolve() : Promise.reject(new Error("no server"));
    },
  };
  model.widget_manager = { kernel };
  sendState(model, { edit: 1 });
  for (let second = 0; second < 60; second += 1) mock.timers.tick(1000);
  assert.equal(tries, 3);
  assert.deepEqual(model.states(), [{ edit: 1 }]);
});

test("a kernel that is gone stops nothing, and is asked less and less often", async () => {
  const model = line();
  let tries = 0;
  model.send = () => {
    tries += 1;
    if (tries % 2) throw new Error("Kernel is dead");
    return Promise.reject(new Error("Kernel is dead"));
  };
  sendState(model, { edit: 1 });
  for (let second = 0; second < 600; second += 1) mock.timers.tick(1000);
  assert.ok(tries > 15 && tries < 30, `${tries} tries in ten minutes`);
});

test("when something that the kernel said was lost, the page asks for all of it, once", () => {
  const model = line();
  model.updates = 7;
  sendState(model, { edit: 1 });
  assert.deepEqual(
    model.heard.map(({ whole = false }) => whole),
    [false, true],
  );
  assert.equal(model.get("updates"), 7);
  sendState(model, { edit: 2 });
  assert.equal(model.sent, 3);
});

test("what still waits is newer than the whole that the kernel sends", () => {
  const model = line();
  model.updates = 7;
  const { send } = model;
  model.send = (message) => {
    if (message.whole) {
      sendState(model, { view: "mindmap" });
      model.traits.view = "columns";
    }
    send(message);
  };
  sendState(model, { view: "columns" });
  assert.equal(model.get("view"), "mindmap");
});

test("two requests never look alike, also when the trait is set back in between", () => {
  const model = line();
  model.traits.edit = { number: 4 };
  sendRequest(model, "edit", { do: "undo" });
  model.traits.edit = { number: 4 };
  sendRequest(model, "edit", { do: "undo" });
  assert.deepEqual(
    model.states().map(({ edit }) => edit.number),
    [5, 6],
  );
});

test("who listens hears when nobody answers, and when somebody does again", () => {
  const model = line();
  const heard = [];
  const stop = onSilence(model, (isSilent) => heard.push(isSilent));
  model.lose = (count) => count <= 2;
  sendState(model, { edit: 1 });
  mock.timers.tick(3999);
  assert.deepEqual(heard, []);
  mock.timers.tick(1);
  assert.deepEqual(heard, [true]);
  sendState(model, { edit: 2 });
  mock.timers.tick(10_000);
  assert.deepEqual(heard, [true, false]);
  mock.timers.tick(100_000);
  assert.deepEqual(heard, [true, false]);
  stop();
  model.lose = () => true;
  sendState(model, { edit: 3 });
  mock.timers.tick(100_000);
  assert.deepEqual(heard, [true, false]);
});

test("who told hears of the answer when all has come that the kernel sent", () => {
  const model = line();
  const heard = [];
  sendState(model, { edit: 1 }, () => heard.push(1));
  assert.deepEqual(heard, [1]);
  model.updates = 7; // one of the kernel's updates was lost
  model.lose = (count) => count === 3;
  sendState(model, { edit: 2 }, () => heard.push(2));
  assert.deepEqual(heard, [1]);
  mock.timers.tick(3000);
  assert.deepEqual(heard, [1, 2]);
});
