import { type Markish, plot } from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/** A page shows the wide drawing on a desk and the narrow one on a phone: scaled text would be unreadable. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
}

const { document } = parseHTML('<!doctype html><html></html>');

/** A chart as static SVG. Its colours are variables of the page, so that they follow its light or dark theme. */
export function draw(
  drawing: Drawing,
  label: string,
  options: object,
  marks: readonly Markish[],
): string {
  const style = {
    fontFamily: 'inherit',
    fontSize: '13px',
    background: 'none',
    overflow: 'visible',
  };
  const svg = plot({
    document,
    ...drawing,
    ...options,
    style,
    marks: [...marks],
    ariaLabel: label,
  });
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  svg.setAttribute('role', 'img');
  return svg.outerHTML;
}
