import { defineApp } from "../conf/index.ts";

export default defineApp({ name: "mkweb/auth", verboseName: "Authentication and Authorization" });
