import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ContentFile, File, getImageDimensions } from "../../src/files/index.ts";
import { gif, png } from "./images.ts";

const sizeOf = (bytes: Uint8Array) => getImageDimensions(new ContentFile(bytes, "x"));

/** An endless file that counts what is read of it. */
class Endless extends File {
  readonly name = "x";
  readonly size = Infinity;
  taken = 0;
  async *chunks(): AsyncGenerator<Buffer> {
    for (;;) {
      this.taken += 65_536;
      yield Buffer.alloc(65_536, 0xff);
    }
  }
}

describe("dimensions of an image", () => {
  it("are read from its head", async () => {
    assert.deepEqual(await sizeOf(png(3, 5)), { width: 3, height: 5 });
    assert.deepEqual(await sizeOf(gif(700, 2)), { width: 700, height: 2 });
  });

  it("are not there for what is no image, is an SVG, or has no pixels or too many", async () => {
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"),
      Buffer.from("<?php ?>"),
      png(3, 5).subarray(0, 12),
      png(0, 5),
      png(100_000, 100_000),
      gif(0, 0),
    ]) {
      assert.equal(await sizeOf(bytes), undefined);
    }
  });

  it("cost no more than a megabyte of reading", async () => {
    const endless = new Endless();
    assert.equal(await getImageDimensions(endless), undefined);
    assert.equal(endless.taken, 1_048_576);
  });
});
