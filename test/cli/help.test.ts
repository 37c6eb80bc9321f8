import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { commands } from "../../src/cli/index.ts";
import { emptyPlace } from "./support.ts";

const golden = new URL("../golden/help/", import.meta.url);

describe("help of every command is what was reviewed", () => {
  for (const name of ["help", ...Object.keys(commands)]) {
    it(`E89 ${name}`, async (t) => {
      const place = await emptyPlace(t);
      const { stdout } = await place.mkweb(name === "help" ? ["help"] : ["help", name]);
      const file = fileURLToPath(new URL(`${name}.txt`, golden));
      t.assert.fileSnapshot(stdout, file, { serializers: [String] });
    });
  }
});
