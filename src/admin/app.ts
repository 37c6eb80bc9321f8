import { defineApp } from "../conf/index.ts";
import { autodiscover } from "./site/discover.ts";

export default defineApp({
  name: "mkweb/admin",
  verboseName: "Administration",
  ready: ({ apps }) => autodiscover(apps),
});
