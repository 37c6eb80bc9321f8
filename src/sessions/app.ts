import { defineApp } from "../conf/index.ts";

export default defineApp({ name: "mkweb/sessions", verboseName: "Sessions" });
