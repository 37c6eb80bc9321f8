import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { receiver, Signal } from "mkweb/dispatch";

const Paid = { name: "Paid" };
const Sent = { name: "Sent" };

describe("a signal", () => {
  it("calls its receivers in the order they were connected, and waits for each", async () => {
    const signal = new Signal<{ readonly order: number }>();
    const seen: string[] = [];
    signal.connect(async ({ order }) => {
      await Promise.resolve();
      seen.push(`first ${order}`);
      return 1;
    });
    signal.connect(({ order, sender }) => {
      seen.push(`second ${order} ${sender === Paid}`);
    });

    const responses = await signal.send(Paid, { order: 7 });

    assert.deepEqual(seen, ["first 7", "second 7 true"]);
    assert.deepEqual(
      responses.map(([, response]) => response),
      [1, undefined],
    );
  });

  it("calls a receiver of one sender for that sender only", async () => {
    const signal = new Signal();
    let calls = 0;
    signal.connect(() => (calls += 1), { sender: Paid });

    await signal.send(Sent, {});
    assert.equal(calls, 0);
    assert.equal(signal.hasListeners(Sent), false);

    await signal.send(Paid, {});
    assert.equal(calls, 1);
    assert.equal(signal.hasListeners(Paid), true);
  });

  it("connects the same receiver, or the same dispatchUid, once", async () => {
    const signal = new Signal();
    let calls = 0;
    const count = () => (calls += 1);
    signal.connect(count);
    signal.connect(count);
    signal.connect(() => (calls += 10), { dispatchUid: "totals" });
    signal.connect(() => (calls += 100), { dispatchUid: "totals" });

    await signal.send(undefined, {});

    assert.equal(calls, 11);
  });

  it("no longer calls what was disconnected, and says whether it was connected", async () => {
    const signal = new Signal();
    let calls = 0;
    const count = () => (calls += 1);
    signal.connect(count);
    signal.connect(count, { sender: Paid, dispatchUid: "x" });

    assert.equal(signal.disconnect(count), true);
    assert.equal(signal.disconnect(count), false);
    await signal.send(undefined, {});
    assert.equal(calls, 0);
    assert.equal(signal.disconnect(undefined, { sender: Paid, dispatchUid: "x" }), true);
    assert.equal(signal.hasListeners(Paid), false);
  });

  it("stops at the first error, unless it is sent robustly", async () => {
    const signal = new Signal();
    const seen: string[] = [];
    const failure = new Error("no stamps");
    signal.connect(() => {
      throw failure;
    });
    signal.connect(() => seen.push("reached"));

    await assert.rejects(signal.send(Paid, {}), failure);
    assert.deepEqual(seen, []);

    const [[, first] = [], [, second] = []] = await signal.sendRobust(Paid, {});
    assert.equal(first, failure);
    assert.equal(second, 1);
    assert.deepEqual(seen, ["reached"]);
  });

  it("refuses a receiver that cannot be called", () => {
    const signal = new Signal();
    assert.throws(() => Reflect.apply(Reflect.get(signal, "connect"), signal, ["no function"]), {
      name: "TypeError",
      message: "Signal receivers must be callable.",
    });
  });
});

describe("receiver", () => {
  it("connects a function to several signals and returns it", async () => {
    const [paid, sent] = [new Signal<{ id: number }>(), new Signal<{ id: number }>()];
    const seen: number[] = [];
    const note = receiver([paid, sent], { sender: Paid })(({ id }) => seen.push(id));

    await paid.send(Paid, { id: 1 });
    await sent.send(Paid, { id: 2 });
    await sent.send(Sent, { id: 3 });

    assert.deepEqual(seen, [1, 2]);
    assert.equal(paid.disconnect(note, { sender: Paid }), true);
  });
});
