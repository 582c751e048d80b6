/** What every report of this repository is made of. */
export type { ExitCode } from '../errors.ts';
export { exitCodes } from '../errors.ts';
export type { Drawing } from './drawing.ts';
export { draw } from './drawing.ts';
export { Html, html } from './html.ts';
export { pageStyle } from './page-style.ts';
export type { Output } from './status-line.ts';
export { StatusLine } from './status-line.ts';
