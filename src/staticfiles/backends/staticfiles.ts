/** `mkweb/staticfiles/backends/staticfiles`: static files under their own names. OPTIONS are those of a folder. */
export { openStaticFilesStorage as default, StaticFilesStorage } from "../../files/index.ts";
