/**
 * Sends random and hostile posts to random forms, and every 25th to forms and form sets of models: no exception, no value
 * of another type than its field's, and what is valid can be stored.
 *
 *   node test/fuzz/forms.ts [FORMS] [SEED]
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FileSystemStorage } from "../../src/files/index.ts";
import { randomPost } from "../forms/random-forms.ts";
import {
  everything,
  kept,
  Lax,
  Owner,
  randomModelPost,
  wrongValues,
} from "../forms/random-models.ts";
import { openModels } from "../models/open.ts";
import { Random } from "./random.ts";

const count = Number(process.argv[2] ?? 50_000);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000_007);
console.log(`seed ${seed}`);
const random = new Random(seed);
let valid = 0;
let wrong = 0;
let stored = 0;

const ends: (() => unknown)[] = [];
const memory = {
  vendor: "sqlite",
  skip: false,
  url: () => Promise.resolve("sqlite::memory:"),
} as const;
await openModels({ after: (end: () => unknown) => void ends.push(end) }, memory, "all", everything);
for (const name of ["Ann", "Bob", "Cy"]) await Owner.objects.create({ name });
await Lax.objects.create({});
const location = await mkdtemp(join(tmpdir(), "mkweb-forms-"));
kept.storage = new FileSystemStorage({ location, baseUrl: "/media/" });

async function postToModels(): Promise<void> {
  const { made, forms, pairs } = await randomModelPost(random);
  try {
    const isValid = await made.isValid();
    for (const form of forms()) {
      const [found] = wrongValues(form);
      if (found !== undefined) throw new TypeError(found);
    }
    await made.render();
    if (!isValid) return;
    await made.save();
    stored++;
  } catch (error) {
    wrong++;
    console.log(JSON.stringify(pairs), error);
  }
}

for (let at = 0; at < count; at++) {
  if (at % 25 === 0) await postToModels();
  const { form, made, pairs } = randomPost(random);
  try {
    if (await form.isValid()) valid++;
    const cleaned: object = form.cleanedData;
    for (const name of Object.keys(cleaned)) {
      const value: unknown = Object.getOwnPropertyDescriptor(cleaned, name)?.value;
      if (!made.get(name)?.[1](value)) throw new TypeError(`${name} is ${String(value)}`);
    }
    await form.render();
  } catch (error) {
    wrong++;
    console.log(JSON.stringify(pairs), error);
  }
}
for (const end of ends) await end();
await rm(location, { recursive: true });
console.log(`${count} forms, ${valid} valid, ${stored} stored of models, ${wrong} wrong`);
process.exitCode = wrong === 0 ? 0 : 1;
