import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type ClientOfRun, MockAdmin } from '../mock/admin.ts';
import type { Fleet } from './fleet.ts';
import { programs } from './paths.ts';
import { readyLine } from './ready-line.ts';

/** How the mock refuses a token request above the limit. */
export type ThrottleForm = '400' | '429';

/** A running mock of Genesys Cloud, which counts and throttles. */
export interface Mock {
  readonly loginUrl: string;
  readonly apiUrl: string;
  readonly admin: MockAdmin;
}

const ready = readyLine(
  z.object({ ready: z.literal(true), loginUrl: z.url(), apiUrl: z.url(), adminUrl: z.url() }),
);

/**
 * API calls per minute that the mock lets one token and one client make. Organisations can have such limits;
 * with the default of 300 per token the API limit would hide the login limit, which is what is measured.
 */
export const raisedApiLimit = 100_000;

export interface MockSettings {
  readonly throttleForm: ThrottleForm;
  /** Takes token requests in every form that clients send, such as with the credentials in the body. */
  readonly lenientLogin?: boolean;
}

/**
 * A token requested while the newest one is younger than this share of its life is an early duplicate. The mock's
 * default, 0.4, is near the earliest refresh, 0.45: with lives of seconds, a pause of a busy machine could exceed it.
 */
const freshFraction = 0.3;

/** Entries of the request journal, API calls included: more than the longest run makes. */
const journalCapacity = 100_000;

/** Settings without a command-line flag. JSON is valid YAML. */
async function configFile(fleet: Fleet, { lenientLogin = false }: MockSettings): Promise<string> {
  const file = join(fleet.folder, 'mock.yaml');
  const login = { credentialsInBody: lenientLogin, jsonBody: lenientLogin };
  await writeFile(file, JSON.stringify({ login, freshFraction, journalCapacity }));
  return file;
}

export async function startMock(fleet: Fleet, settings: MockSettings): Promise<Mock> {
  const command = {
    name: 'mock-genesys',
    command: process.execPath,
    args: [
      programs.mock,
      ...['--port', '0', '--admin-port', '0', '--allow-short-lives'],
      ...['--throttle-form', settings.throttleForm, '--config', await configFile(fleet, settings)],
      ...['--api-limit', `${raisedApiLimit}`, '--client-api-limit', `${raisedApiLimit}`],
    ],
  };
  const { loginUrl, apiUrl, adminUrl } = (await fleet.start(command, ready)).ready;
  return { loginUrl, apiUrl, admin: new MockAdmin(adminUrl) };
}

/** A client with a new id and secret, so that no earlier run can have left a token for it. */
export function newClient(name: string, unique: string): ClientOfRun {
  return { id: `${name}-${unique}`, secret: `not-a-real-secret-${unique}` };
}
