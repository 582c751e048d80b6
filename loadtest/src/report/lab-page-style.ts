/** Style of the lab's page in addition to that of every report. */
export const labPageStyle = `
html { scroll-behavior: smooth; }
a { color: inherit; text-underline-offset: 0.2em; }
a:focus-visible { outline: 3px solid var(--limit); outline-offset: 2px; border-radius: 2px; }
section { scroll-margin-top: 1rem; }
h2 .badge { font-size: 0.8rem; vertical-align: 0.15em; margin-left: 0.4rem; }
.claims td, .claims th { text-align: left; vertical-align: top; }
.claims th:first-child { white-space: nowrap; font-weight: 700; }
.claims td:nth-child(2) { font-weight: 700; }
.claims .quiet { display: block; }
.experiment figure { margin: 1rem 0; padding: 0; border: 0; background: none; }
.experiment figure h2 { font-size: 1rem; }
.experiment p { max-width: 52rem; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@media (max-width: 640px) {
  .claims, .claims tbody, .claims tr, .claims td, .claims th { display: block; }
  .claims thead { display: none; }
  .claims tr { padding: 0.5rem 0; border-bottom: 1px solid var(--line); }
  .claims td, .claims th { border: 0; padding: 0.1rem 0; }
}
`;
