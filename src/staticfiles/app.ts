import { defineApp } from "../conf/index.ts";

export default defineApp({ name: "mkweb/staticfiles", verboseName: "Static Files" });
