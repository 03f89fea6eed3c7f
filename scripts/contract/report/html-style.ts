/** Style sheet of the HTML report: inlined, so that the page needs nothing beside itself; follows the reader's light or dark setting. */
export const styleSheet = `
:root {
  color-scheme: light dark;
  --text: #1c2128; --quiet: #5b6572; --page: #f5f6f8; --card: #fff; --line: #dde1e6; --link: #0b5cad;
  --breaking: #b3261e; --breaking-soft: #fdecea; --additive: #805700; --additive-soft: #fdf3dc; --good: #1a7340; --good-soft: #e3f4e9;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e3e7ec; --quiet: #9aa5b3; --page: #14171c; --card: #1c2128; --line: #333b45; --link: #79b8ff;
    --breaking: #ff8a80; --breaking-soft: #42201f; --additive: #f2c14e; --additive-soft: #3a2f14; --good: #6fd695; --good-soft: #173324;
  }
}
* { box-sizing: border-box; }
body { margin: 0; padding: 2rem 1rem 4rem; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 2.25rem 0 .75rem; }
h3 { font-size: 1rem; margin: 0; font-weight: 600; overflow-wrap: anywhere; }
a { color: var(--link); }
p { margin: 0; }
.verdict { display: inline-block; margin: .5rem 0 1.25rem; padding: .2rem .7rem; border-radius: 1rem; font-weight: 600; }
.verdict.breaking, .tag.breaking { color: var(--breaking); background: var(--breaking-soft); }
.verdict.additive, .tag.additive { color: var(--additive); background: var(--additive-soft); }
.verdict.good { color: var(--good); background: var(--good-soft); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; margin: 0; }
.figures div, .card { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
.figures div { padding: .75rem 1rem; }
.figures dt { color: var(--quiet); font-size: .85rem; }
.figures dd { margin: 0; font-size: 1.4rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.card { margin: 0 0 .75rem; }
.card > header { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; padding: .75rem 1rem; border-bottom: 1px solid var(--line); }
.card > header h3 { flex: 1 1 20rem; }
.card > header a, .quiet { color: var(--quiet); font-size: .85rem; }
.finding { display: grid; grid-template-columns: 5.5rem 3rem minmax(0, 1fr); gap: .25rem .75rem; padding: .6rem 1rem; }
.finding + .finding { border-top: 1px solid var(--line); }
.finding p { overflow-wrap: anywhere; }
.finding .detail { grid-column: 3; color: var(--quiet); font-size: .85rem; overflow-wrap: anywhere; }
.tag { align-self: start; padding: 0 .5rem; border-radius: 1rem; font-size: .85rem; text-align: center; }
.status { font-variant-numeric: tabular-nums; color: var(--quiet); }
.warning { margin: 0 0 .75rem; color: var(--additive); }
table { border-collapse: collapse; margin: .5rem 0 0; width: 100%; font-size: .9rem; }
th { text-align: left; font-weight: 400; overflow-wrap: anywhere; }
td, thead th:not(:first-child) { text-align: right; font-variant-numeric: tabular-nums; padding-left: .75rem; white-space: nowrap; }
code { font: .875em ui-monospace, monospace; }
details { padding: .6rem 1rem; }
details + details { border-top: 1px solid var(--line); }
summary { cursor: pointer; }
details ul { margin: .5rem 0 0; padding-left: 1.25rem; columns: 18rem; font-size: .9rem; }
@media (max-width: 34rem) { .finding { grid-template-columns: auto 1fr; } .finding p, .finding .detail { grid-column: 1 / -1; } }
@media print { body { background: none; padding: 0; } .card { break-inside: avoid; } }
`;
