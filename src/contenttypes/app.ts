import { defineApp } from "../conf/index.ts";

export default defineApp({ name: "mkweb/contenttypes", verboseName: "Content Types" });
