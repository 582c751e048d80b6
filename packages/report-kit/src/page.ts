import { Html, html } from './html.ts';
import { pageStyle } from './page-style.ts';
import type { Outcome } from './verdict.ts';

/** What differs from report to report. */
export interface ReportPage {
  /** For the tab of the browser. */
  readonly title: string;
  /** Stands in the badge, and is its class. */
  readonly outcome: Outcome;
  readonly headline: string;
  /** The result in one sentence. @default none */
  readonly lead?: string;
  /** What was run. */
  readonly note: Html;
  readonly sections: readonly Html[];
  /** What a reader must know to interpret the figures. */
  readonly conditions: readonly string[];
  readonly footer: Html;
  /** CSS in addition to that of every page. */
  readonly style?: string;
}

/** The whole report as one file without a script or an outside reference. */
export function reportPage(page: ReportPage): string {
  const { title, outcome, headline, lead, note, sections, conditions, footer, style = '' } = page;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Html(pageStyle)}${new Html(style)}</style>
</head>
<body><main>
<header>
<span class="badge ${outcome}">${outcome}</span>
<h1>${headline}</h1>
${lead === undefined ? html`` : html`<p class="lead">${lead}</p>`}
${note}
</header>
${sections}
<section class="small">
<h2>What to know before you quote this</h2>
<ul>${conditions.map((sentence) => html`<li>${sentence}</li>`)}</ul>
</section>
<p class="small quiet">${footer}</p>
</main></body>
</html>
`.markup;
}
