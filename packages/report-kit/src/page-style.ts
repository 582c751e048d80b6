/** Light and dark by the reader's own setting; one column on a phone. The strategies keep their colour throughout. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --page: #fbfbfa; --card: #ffffff; --ink: #1c1e21; --quiet: #5c6370; --line: #dfe2e6;
  --per-call: #c2272d; --per-pod: #a86400; --shared: #0a7d55; --limit: #6b4fbb;
  --good: #0a7d55; --bad: #c2272d; --doubt: #8a6100;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14161a; --card: #1d2026; --ink: #e8eaed; --quiet: #a2a9b4; --line: #353a43;
    --per-call: #ff7b72; --per-pod: #e3a53a; --shared: #4cc38a; --limit: #b39dfb;
    --good: #4cc38a; --bad: #ff7b72; --doubt: #e3b341;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: clamp(1.6rem, 5vw, 2.3rem); line-height: 1.2; margin: 0.3rem 0 0.8rem; }
h2 { font-size: 1.2rem; margin: 0 0 0.3rem; }
p { margin: 0 0 0.8rem; max-width: 46rem; }
.lead { font-size: 1.12rem; }
.quiet, figcaption, .small { color: var(--quiet); }
.small { font-size: 0.92rem; }
.badge {
  display: inline-block; padding: 0.1rem 0.75rem; border-radius: 1rem; font-weight: 700;
  border: 2px solid currentColor;
}
.passed { color: var(--good); } .failed { color: var(--bad); } .inconclusive { color: var(--doubt); }
section, figure {
  margin: 1.25rem 0 0; padding: 1.1rem 1.25rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 0.75rem;
}
figcaption { margin-bottom: 0.8rem; max-width: 46rem; }
svg { display: block; max-width: 100%; height: auto; color: var(--ink); }
.narrow { display: none; }
.strategies { display: grid; grid-template-columns: repeat(3, 1fr); gap: 1rem; }
.strategies > div { border-top: 4px solid currentColor; padding-top: 0.6rem; }
.strategies p { color: var(--ink); margin: 0; font-size: 0.95rem; }
.per-call { color: var(--per-call); } .per-pod { color: var(--per-pod); } .shared { color: var(--shared); }
.strategies .unit { font-weight: 700; margin-bottom: 0.3rem; }
.big { font-size: 2.4rem; font-weight: 750; line-height: 1.1; font-variant-numeric: tabular-nums; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: 0.4rem 0.5rem; border-bottom: 1px solid var(--line); text-align: right; }
th:first-child { text-align: left; font-weight: 400; }
tr:last-child > * { border-bottom: 0; }
thead th { font-weight: 700; vertical-align: bottom; }
td.bad { color: var(--bad); font-weight: 700; }
ul { margin: 0; padding-left: 1.2rem; } li { margin: 0.3rem 0; }
ul.checks { list-style: none; padding: 0; }
.checks li { display: flex; gap: 0.6rem; }
.checks .mark { font-weight: 700; }
@media (max-width: 640px) {
  main { padding: 1.25rem 0.85rem 3rem; }
  section, figure { padding: 0.9rem 0.85rem; }
  .wide { display: none; } .narrow { display: block; }
  .strategies { grid-template-columns: 1fr; }
  table { font-size: 0.86rem; } th, td { padding: 0.35rem 0.25rem; }
}`;
