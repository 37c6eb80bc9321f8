import { defineApp } from "../../../src/conf/index.ts";

export default defineApp({ name: "desk", label: "desk", verboseName: "the desk" });
