/** Makes an environment after saying so, for a test that kills it on the way. Arguments: directory, request. */
import { createVenv, thisMachine } from "../../src/venv/index.ts";

const [directory = "", request = "{}"] = process.argv.slice(2);
const machine = thisMachine(process.cwd(), process.env, new AbortController().signal);
const given: unknown = JSON.parse(request);
process.stdout.write("ready\n");
await createVenv(
  machine,
  { ...(typeof given === "object" ? given : {}), directory, command: [] },
  () => {},
);
