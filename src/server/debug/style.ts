import { Markup } from "./markup.ts";

/** Shared style of the debug pages and the welcome page, inline so that no file is needed. */
export const style = new Markup(`
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --card: #ffffff; --ink: #1d2430; --soft: #5d6675; --line: #e3e0d8;
  --accent: #0f6b4f; --accent-soft: #e3f2ec; --alarm: #a3251c; --alarm-soft: #fbe9e6; --mark: #fff1c9;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181d; --card: #1c2229; --ink: #e6e9ee; --soft: #98a2b0; --line: #2d3640;
    --accent: #6cc7a4; --accent-soft: #1c3a30; --alarm: #ff9b8e; --alarm-soft: #3b1f1c; --mark: #4a3d14;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.55 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
main { max-width: 68rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .4rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 2.2rem 0 .6rem; }
p { margin: .5rem 0; }
a { color: var(--accent); }
code, pre, .mono { font: .86em/1.6 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.soft { color: var(--soft); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.2rem; }
.alarm { border-left: 4px solid var(--alarm); background: var(--alarm-soft); }
.alarm h1 { color: var(--alarm); }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-top: 1px solid var(--line); }
th { width: 16rem; font-weight: 600; overflow-wrap: anywhere; }
tr:first-child > * { border-top: 0; }
ol.patterns { margin: .5rem 0; padding-left: 2.2rem; }
ol.patterns li { padding: .1rem 0; overflow-wrap: anywhere; }
details { margin: .6rem 0; }
summary { cursor: pointer; overflow-wrap: anywhere; }
summary .soft { font-weight: 400; }
.source { padding: .6rem 0; margin: .5rem 0 0; overflow-x: auto; border-top: 1px solid var(--line); }
.source div { white-space: pre; padding: 0 .4rem; }
.source .number { display: inline-block; width: 3.2rem; padding-right: 1rem; text-align: right; color: var(--soft); user-select: none; }
.source .current { background: var(--mark); font-weight: 600; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .9rem; }
`);
