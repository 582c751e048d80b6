import { readFile } from 'node:fs/promises';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { ClientInput } from '../clients/client.ts';
import { type MockOptions, optionsSchema, SAMPLE_CLIENT } from './options.ts';
import { ConfigurationError, describeIssue } from './parse-options.ts';

interface Sources {
  readonly config?: string;
  readonly clientsFile?: string;
  readonly tokenLife?: number;
}

/** Merges file and environment. Errors name file and line. */
export async function readConfiguration(
  sources: Sources,
  env: NodeJS.ProcessEnv,
): Promise<MockOptions> {
  const options = sources.config === undefined ? {} : await readConfigFile(sources.config);
  const clients = await readClients(options, sources, env);
  const life = sources.tokenLife;
  if (life === undefined) return { ...options, clients };
  return {
    ...options,
    clients: clients.map((client) => ({ accessTokenValiditySeconds: life, ...client })),
  };
}

async function readClients(
  options: MockOptions,
  { clientsFile }: Sources,
  env: NodeJS.ProcessEnv,
): Promise<ClientInput[]> {
  const fromFile = clientsFile === undefined ? '' : await read(clientsFile);
  const listed = [
    ...parsePairs(fromFile.split('\n'), clientsFile ?? ''),
    ...parsePairs((env['MOCK_GENESYS_CLIENTS'] ?? '').split(','), 'MOCK_GENESYS_CLIENTS'),
  ];
  const clients = [...(options.clients ?? []), ...listed];
  return clients.length > 0 ? clients : [SAMPLE_CLIENT];
}

/** `id:secret` pairs; blank lines and `#` comments are skipped. No message contains the text. */
function parsePairs(texts: readonly string[], source: string): ClientInput[] {
  return texts.flatMap((text, index) => {
    const pair = text.trim();
    if (pair === '' || pair.startsWith('#')) return [];
    const colon = pair.indexOf(':');
    if (colon < 1 || colon === pair.length - 1) {
      throw new ConfigurationError(`${source}, entry ${index + 1}: expected id:secret`);
    }
    return [{ id: pair.slice(0, colon), secret: pair.slice(colon + 1) }];
  });
}

async function readConfigFile(file: string): Promise<MockOptions> {
  const lines = new LineCounter();
  const document = parseDocument(await read(file), { lineCounter: lines, prettyErrors: false });
  const syntax = document.errors[0];
  if (syntax) {
    throw new ConfigurationError(`${file}:${lines.linePos(syntax.pos[0]).line}: ${syntax.message}`);
  }
  const options = optionsIn(document, file);
  const parsed = optionsSchema.safeParse(options);
  if (parsed.success) return options;
  const messages = parsed.error.issues.flatMap(oneEach).map((issue) => {
    const offset = offsetOf(document, issue);
    const line = offset === undefined ? 1 : lines.linePos(offset).line;
    return `${file}:${line}: ${describeIssue(issue)}`;
  });
  throw new ConfigurationError(messages.join('\n'));
}

function optionsIn(document: ReturnType<typeof parseDocument>, file: string): MockOptions {
  try {
    return (document.toJS() ?? {}) as MockOptions;
  } catch (error) {
    throw new ConfigurationError(`${file}: ${(error as Error).message}`);
  }
}

/** Unknown keys of one place are one issue, but each of them is on a separate line. */
function oneEach(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'unrecognized_keys') return [issue];
  return issue.keys.map((key) => ({
    ...issue,
    keys: [key],
    message: `Unrecognized key: "${key}"`,
  }));
}

/** Where in the file the closest enclosing node of an issue starts. */
function offsetOf(
  document: ReturnType<typeof parseDocument>,
  issue: z.core.$ZodIssue,
): number | undefined {
  if (issue.code === 'unrecognized_keys') {
    const map = document.getIn(issue.path, true);
    const pair =
      isMap(map) && map.items.find(({ key }) => isScalar(key) && key.value === issue.keys[0]);
    if (pair && isScalar(pair.key)) return pair.key.range?.[0];
  }
  for (let length = issue.path.length; length > 0; length -= 1) {
    const node = document.getIn(issue.path.slice(0, length), true) as { range?: [number] } | null;
    if (node?.range) return node.range[0];
  }
  return undefined;
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigurationError(`${file}: cannot be read (${(error as { code?: string }).code})`);
  }
}
