import { defineApp } from "../conf/index.ts";

export default defineApp({ name: "mkweb/messages", verboseName: "Messages" });
