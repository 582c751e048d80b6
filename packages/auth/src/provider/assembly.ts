import { type Cooldowns, createCooldowns } from '../login/cooldowns.ts';
import { type Credential, readCredentials, scopeOf, sharedReading } from '../login/credentials.ts';
import { type Clock, systemClock } from '../ports/clock.ts';
import { createEvents, type Events } from '../ports/events.ts';
import { type Random, systemRandom } from '../ports/random.ts';
import { type Send, undiciSend } from '../ports/send.ts';
import type { CredentialStore } from '../ports/store.ts';
import { createKeyring, type Keyring } from '../shared/keyring.ts';
import { Publisher } from '../shared/publisher.ts';
import { createWakeUp, type WakeUp } from '../shared/wake-up.ts';
import { type GuardedStore, guardStore } from '../stores/guarded-store.ts';
import { memoryStore } from '../stores/memory.ts';
import {
  createFatalReporter,
  type FatalReporter,
  type RenewalWatch,
  watchRenewal,
} from './fatal.ts';
import { checkOptions, type Settings, type TokenProviderOptions } from './options.ts';

/** Everything that the layers of one provider have in common: settings, ports, and the store. */
export interface Assembly extends Settings {
  readonly clientId: string;
  readonly login: string;
  readonly api: string;
  readonly scope: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly send: Send;
  readonly events: Events;
  readonly credentialStore: CredentialStore;
  readonly store: GuardedStore;
  /** Whether the store notifies. */
  readonly isNotified: boolean;
  readonly cooldowns: Cooldowns;
  readonly publisher: Publisher;
  readonly wakeUp: WakeUp;
  readonly fatal: FatalReporter;
  readonly renewal: RenewalWatch;
  readonly onFlight: RenewalWatch['onFlight'];
  readonly credentials: () => Promise<readonly Credential[]>;
  readonly keyring: () => Promise<Keyring>;
  /** Ends the connections of `send`, if they are this provider's own. */
  readonly closeSend: () => Promise<void>;
}

export function assemble(options: TokenProviderOptions): Assembly {
  const settings = checkOptions(options);
  const { clientId, clock = systemClock, random = systemRandom, onFatal } = options;
  const { login, api } = settings.endpoints;
  const scope = scopeOf(login, clientId);
  const events: Events = createEvents(scope, options.onEvent);
  const http = undiciSend(options.dispatcher);

  const sources = { current: options.clientSecret, next: options.nextClientSecret };
  const onNextUnavailable = ({ message }: Error): void =>
    events.emit('secret-unavailable', { secret: 'next', message });
  const reading = { ...settings, clock, onNextUnavailable };
  const credentials = sharedReading(clock, () => readCredentials(sources, scope, reading));
  const keyring = async () => createKeyring(scope, settings.encryptionKeys, await credentials());

  const credentialStore = (options.store ?? memoryStore({ clock })).open(scope);
  const store = guardStore(credentialStore, events);
  const cooldowns = createCooldowns(clock, store, events);
  const publisher = new Publisher({ ...settings, clock, random, store, cooldowns, events });
  const fatal = createFatalReporter({ clock, scope, store, events, onFatal });
  const renewal = watchRenewal(fatal);
  return {
    ...settings,
    ...{ clientId, login, api, scope, clock, random, events, credentials, keyring },
    ...{ credentialStore, store, cooldowns, publisher, fatal, renewal, onFlight: renewal.onFlight },
    send: options.send ?? http.send,
    isNotified: credentialStore.subscribe !== undefined,
    wakeUp: createWakeUp(clock),
    closeSend: http.close,
  };
}
