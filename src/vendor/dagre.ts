/** The build writes the library itself in this module's place, so that an installation brings no package for it. */
export { Graph, layout } from "@dagrejs/dagre";
