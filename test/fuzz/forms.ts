/**
 * Sends random and hostile posts to random forms: no exception, no value of another type than its field's.
 *
 *   node test/fuzz/forms.ts [FORMS] [SEED]
 */
import { randomPost } from "../forms/random-forms.ts";
import { Random } from "./random.ts";

const count = Number(process.argv[2] ?? 50_000);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000_007);
console.log(`seed ${seed}`);
const random = new Random(seed);
let valid = 0;
let wrong = 0;
for (let at = 0; at < count; at++) {
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
console.log(`${count} forms, ${valid} valid, ${wrong} wrong`);
process.exitCode = wrong === 0 ? 0 : 1;
