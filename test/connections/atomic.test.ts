/** What `atomic` means, also for work that goes on side by side. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, it } from "node:test";
import {
  IntegrityError,
  OperationalError,
  TransactionManagementError,
} from "../../src/connections/index.ts";
import { LimitExceeded } from "../../src/errors.ts";
import { gate, openThings, vendors, withPostgres } from "./databases.ts";

withPostgres();

const no = async (): Promise<never> => {
  throw new Error("no");
};

for (const { vendor, skip } of vendors) {
  describe(`an atomic block on ${vendor}`, { skip }, () => {
    it("stores all when its work resolves and nothing when it rejects", async (t) => {
      const { connection, insert, ids } = await openThings(t, vendor);
      const answer = await connection.atomic(async () => {
        await insert(1);
        return "done";
      });
      const failed = connection.atomic(async () => {
        await insert(2);
        await no();
      });
      await assert.rejects(failed, /no/);
      assert.equal(answer, "done");
      assert.deepEqual(await ids(), [1]);
    });

    it("undoes a block inside by itself, if the failure is caught", async (t) => {
      const { connection, insert, ids } = await openThings(t, vendor);
      await connection.atomic(async () => {
        await insert(1);
        const duplicate = connection.atomic(async () => {
          await insert(2);
          await insert(1);
        });
        await assert.rejects(duplicate, IntegrityError);
        await insert(3);
      });
      assert.deepEqual(await ids(), [1, 3]);
    });

    it("is undone with a block inside that has no savepoint, and refuses queries until then", async (t) => {
      const { connection, insert, ids } = await openThings(t, vendor);
      await connection.atomic(async () => {
        await insert(1);
        await assert.rejects(connection.atomic(no, { savepoint: false }), /no/);
        assert.equal(connection.getRollback(), true);
        await assert.rejects(insert(2), TransactionManagementError);
      });
      assert.deepEqual(await ids(), []);
    });

    it("is undone at its end if it was marked, and goes on if the mark was taken away", async (t) => {
      const { connection, insert, ids } = await openThings(t, vendor);
      await connection.atomic(async () => {
        await insert(1);
        connection.setRollback(true);
      });
      await connection.atomic(async () => {
        const point = await connection.savepoint();
        await insert(2);
        connection.setRollback(true);
        await connection.savepointRollback(point);
        connection.setRollback(false);
        await insert(3);
      });
      assert.deepEqual(await ids(), [3]);
    });

    it("keeps what a savepoint was committed with, and drops what came after one", async (t) => {
      const { connection, insert, ids } = await openThings(t, vendor);
      await connection.atomic(async () => {
        const first = await connection.savepoint();
        await insert(1);
        await connection.savepointCommit(first);
        const second = await connection.savepoint();
        await insert(2);
        await connection.savepointRollback(second);
        await assert.rejects(connection.savepointRollback("other"), TransactionManagementError);
      });
      await assert.rejects(connection.savepoint(), TransactionManagementError);
      assert.deepEqual(await ids(), [1]);
    });

    it("refuses to be durable inside another", async (t) => {
      const { connection, insert, ids } = await openThings(t, vendor);
      await connection.atomic(() => insert(1), { durable: true });
      const inner = connection.atomic(() => connection.atomic(() => insert(2), { durable: true }));
      await assert.rejects(inner, /durable atomic block cannot be nested/);
      assert.deepEqual(await ids(), [1]);
    });

    it("says whether the work going on is inside one", async (t) => {
      const { connection } = await openThings(t, vendor);
      assert.equal(connection.inAtomicBlock, false);
      await connection.atomic(async () => assert.equal(connection.inAtomicBlock, true));
      await connection.reserve(async () => assert.equal(connection.inAtomicBlock, false));
    });

    it("sends nothing for a block without queries", async (t) => {
      const { connection, insert } = await openThings(t, vendor);
      const nothing = await connection.capture(() =>
        connection.atomic(() => connection.atomic(async () => {})),
      );
      const one = await connection.capture(() => connection.atomic(() => insert(1)));
      assert.deepEqual(nothing.statements, []);
      assert.equal(one.statements.length, 3);
    });
  });

  describe(`onCommit on ${vendor}`, { skip }, () => {
    it("waits for the outermost block, in order, and forgets what was undone", async (t) => {
      const { connection, insert } = await openThings(t, vendor);
      const ran: string[] = [];
      const later = (name: string): void => connection.onCommit(() => void ran.push(name));
      await connection.atomic(async () => {
        later("first");
        await assert.rejects(
          connection.atomic(async () => {
            later("undone");
            await no();
          }),
        );
        const point = await connection.savepoint();
        later("rolled back");
        await connection.savepointRollback(point);
        await connection.atomic(async () => later("second"));
        await insert(1);
        assert.deepEqual(ran, []);
      });
      later("at once");
      await assert.rejects(
        connection.atomic(async () => {
          later("never");
          await no();
        }),
      );
      assert.deepEqual(ran, ["first", "second", "at once"]);
    });

    it("goes on after a robust function that failed, and not after another", async (t) => {
      const { connection, insert } = await openThings(t, vendor);
      const ran: string[] = [];
      const warned = once(process, "warning");
      const block = connection.atomic(async () => {
        await insert(1);
        connection.onCommit(no, { robust: true });
        connection.onCommit(() => ran.push("second"));
        connection.onCommit(no);
        connection.onCommit(() => ran.push("never"));
      });
      await assert.rejects(block, /no/);
      assert.match(String((await warned)[0]), /given to onCommit\(\) failed: Error: no/);
      assert.deepEqual(ran, ["second"]);
      const throwing = (): never => {
        throw new Error("at once");
      };
      assert.throws(() => connection.onCommit(throwing), /at once/);
    });

    it("runs outside the block, whose rows are stored already", async (t) => {
      const { connection, insert, ids } = await openThings(t, vendor);
      await connection
        .atomic(async () => {
          await insert(1);
          connection.onCommit(async () => {
            assert.equal(connection.inAtomicBlock, false);
            await insert(2);
            throw new Error("later");
          });
        })
        .catch((error: unknown) => assert.match(String(error), /later/));
      assert.deepEqual(await ids(), [1, 2]);
    });
  });

  describe(`work side by side in an atomic block on ${vendor}`, { skip }, () => {
    it("has each branch's block a fate of its own, whichever fails", async (t) => {
      const { connection, insert, ids } = await openThings(t, vendor);
      const branch = (id: number, fails: boolean) =>
        connection.atomic(async () => {
          await insert(id);
          await new Promise((resolve) => setImmediate(resolve));
          await insert(id + 1);
          if (fails) await no();
        });
      const both = (fails: boolean, at: number) =>
        connection.atomic(() =>
          Promise.allSettled([branch(at, fails), branch(at + 10, !fails), insert(at + 20)]),
        );

      const first = await both(false, 1);
      const second = await both(true, 101);

      const statuses = (settled: readonly PromiseSettledResult<unknown>[]) =>
        settled.map(({ status }) => status);
      assert.deepEqual(statuses(first), ["fulfilled", "rejected", "fulfilled"]);
      assert.deepEqual(statuses(second), ["rejected", "fulfilled", "fulfilled"]);
      assert.deepEqual(await ids(), [1, 2, 21, 111, 112, 121]);
    });

    it("has blocks in blocks side by side, down to the third", async (t) => {
      const { connection, insert, ids } = await openThings(t, vendor);
      const twig = (id: number) =>
        connection.atomic(async () => {
          await insert(id);
          if (id % 2 === 0) await no();
        });
      const branch = (at: number) =>
        connection.atomic(async () => {
          await Promise.allSettled([twig(at), twig(at + 1), twig(at + 2)]);
          if (at === 10) await no();
        });
      await connection.atomic(() => Promise.allSettled([branch(1), branch(10), branch(20)]));
      assert.deepEqual(await ids(), [1, 3, 21]);
    });

    it("keeps what was begun inside and is awaited after the block", async (t) => {
      const { connection, insert, ids } = await openThings(t, vendor);
      let late: Promise<void> | undefined;
      await connection.atomic(async () => {
        late = insert(1);
      });
      await late;
      assert.deepEqual(await ids(), [1]);
    });

    it("does not hold up, nor take in, work that was forgotten inside", async (t) => {
      const { connection, insert, ids } = await openThings(t, vendor);
      const ended = gate();
      let forgotten: Promise<void> | undefined;
      await connection.atomic(async () => {
        forgotten = ended.passed.then(() => insert(2));
        await insert(1);
      });
      ended.open();
      await forgotten;
      assert.deepEqual(await ids(), [1, 2]);
    });

    it("refuses what a branch does after the block was rolled back", async (t) => {
      const { connection, insert, ids } = await openThings(t, vendor);
      const rolledBack = gate();
      let slow: Promise<void> | undefined;
      const failed = connection.atomic(async () => {
        slow = insert(1)
          .then(() => rolledBack.passed)
          .then(() => insert(2));
        await Promise.all([slow, no()]);
      });
      await assert.rejects(failed, /no/);
      rolledBack.open();
      await assert.rejects(slow ?? Promise.resolve(), TransactionManagementError);
      assert.deepEqual(await ids(), []);
    });

    it("ends with an error a branch that waits for itself", async (t) => {
      const { connection, insert, ids } = await openThings(t, vendor, { TRANSACTION_TIMEOUT: 0.3 });
      const stuck = connection.reserve(() =>
        connection.atomic(async () => {
          const done = gate();
          const inner = connection.atomic(() => done.passed);
          const outer = insert(1).finally(done.open);
          await Promise.all([inner, outer]);
        }),
      );
      await assert.rejects(stuck, (error) => {
        assert.ok(error instanceof OperationalError);
        assert.ok(error.cause instanceof LimitExceeded);
        assert.match(error.message, /TRANSACTION_TIMEOUT.*waits for itself/);
        return true;
      });
      assert.deepEqual(await ids(), []);
    });

    it("keeps other work out of the transaction", async (t) => {
      const { connection, insert, ids } = await openThings(t, vendor);
      const opened = gate();
      const go = gate();
      const failing = connection.atomic(async () => {
        await insert(1);
        opened.open();
        await go.passed;
        await no();
      });
      await opened.passed;
      assert.deepEqual(await ids(), []);
      const other = insert(2);
      go.open();
      await Promise.all([other, assert.rejects(failing, /no/)]);
      assert.deepEqual(await ids(), [2]);
    });
  });
}
