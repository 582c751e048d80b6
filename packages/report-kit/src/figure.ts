import { Html, html } from './html.ts';

/** A chart with its title and what to see in it, drawn for desk and phone. */
export function figureOf(
  title: string,
  caption: string | Html,
  chart: (width: number) => string,
): Html {
  return html`<figure>
<h2>${title}</h2>
<figcaption>${caption}</figcaption>
<div class="wide">${new Html(chart(880))}</div>
<div class="narrow">${new Html(chart(330))}</div>
</figure>`;
}
