/** What every report of this repository is made of. */
export type { ExitCode } from '../errors.ts';
export { exitCodes, RunError } from '../errors.ts';
export { meetMishaps } from '../mishaps.ts';
export type { Drawing } from './drawing.ts';
export { draw } from './drawing.ts';
export { requireFolder, writeFiles } from './files.ts';
export { Html, html } from './html.ts';
export { pageStyle } from './page-style.ts';
export type { Output } from './status-line.ts';
export { StatusLine } from './status-line.ts';
