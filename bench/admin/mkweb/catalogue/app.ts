import { defineApp } from "mkweb/conf";

export default defineApp({ name: "catalogue" });
