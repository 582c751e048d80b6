import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../../../docs/grafana/', import.meta.url);

/** The Grafana dashboards of the repository, by file name. */
export function dashboards(): Record<string, string> {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  return Object.fromEntries(
    files.map((file) => [file, readFileSync(new URL(file, FOLDER), 'utf8')]),
  );
}
