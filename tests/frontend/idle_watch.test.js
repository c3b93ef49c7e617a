// When a learner is told that the kernel will soon be stopped.
import assert from "node:assert/strict";
import test from "node:test";
import { IdleWatch } from "../../kvi_widgets/labextension/static/idle_watch.js";

function watched(t, minutes) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const told = t.mock.fn();
  const watch = new IdleWatch(minutes, told);
  return { watch, told, pass: (more) => t.mock.timers.tick(more * 60_000) };
}

test("three minutes before the end, counted from the last work", (t) => {
  const { watch, told, pass } = watched(t, 10);
  assert.ok(watch.isWork("execute_request"));
  pass(6);
  assert.ok(watch.isWork("comm_msg"));
  pass(6);
  assert.equal(told.mock.callCount(), 0);
  pass(1);
  assert.equal(told.mock.callCount(), 1);
});

test("what the page asks by itself is no work, as the server sees it", (t) => {
  const { watch, told, pass } = watched(t, 10);
  watch.isWork("execute_request");
  pass(4);
  for (const question of ["kernel_info_request", "comm_info_request", undefined]) assert.ok(!watch.isWork(question));
  pass(3);
  assert.equal(told.mock.callCount(), 1);
});

test("a server that stops no kernel, and a lesson that is closed, tell nothing", (t) => {
  const { watch, told, pass } = watched(t, 0);
  assert.ok(!watch.isWork("execute_request"));
  watch.minutes = 10;
  watch.isWork("execute_request");
  watch.stop();
  pass(60);
  assert.equal(told.mock.callCount(), 0);
});
