import { type Markish, type PlotOptions, plot } from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/** A page shows the wide drawing on a desk and the narrow one on a phone: scaled text would be unreadable. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
}

const { document } = parseHTML('<!doctype html><html></html>');

const pageStyle = {
  fontFamily: 'inherit',
  fontSize: '13px',
  background: 'none',
  overflow: 'visible',
};

/** A chart as static SVG. Its colours are variables of the page, so that they follow its light or dark theme.
 * @param options those of Observable Plot; its `style` is added to that of the page */
export function draw(
  drawing: Drawing,
  label: string,
  options: Omit<PlotOptions, 'marks' | 'width' | 'height'>,
  marks: readonly Markish[],
): string {
  const style = { ...pageStyle, ...(options.style as object) };
  const svg = plot({
    document,
    ...drawing,
    ...options,
    style,
    marks: [...marks],
    ariaLabel: label,
  });
  svg.setAttribute('role', 'img');
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return svg.outerHTML;
}
