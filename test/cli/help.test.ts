import { it } from "node:test";
import { commands } from "../../src/cli/index.ts";
import { sameAsGolden } from "../support/golden.ts";
import { emptyPlace } from "./support.ts";

it("the help of mkweb and of each of its commands is that of test/golden/help/mkweb", async (t) => {
  const place = await emptyPlace(t);
  const texts: Record<string, string> = {};
  for (const name of ["help", ...Object.keys(commands)]) {
    const { stdout } = await place.mkweb(name === "help" ? ["help"] : ["help", name]);
    texts[name] = stdout;
  }
  sameAsGolden(t, "help/mkweb", texts);
});
