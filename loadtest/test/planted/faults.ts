import {
  authInterceptor,
  createTokenProvider,
  memoryStore,
  type TokenProviderOptions,
  type TokenStore,
} from '@onetoken/auth';
import { redisStore } from '@onetoken/auth/redis';
import { Redis } from 'ioredis';
import { Agent, request } from 'undici';

export interface PlantedSettings
  extends Pick<TokenProviderOptions, 'endpoints' | 'clientId' | 'clientSecret'> {
  readonly redisUrl: string;
}

/** Makes one call of the API and tells its status. */
type Call = (url: string) => Promise<number>;

type Plant = (settings: PlantedSettings) => Call;

const observation = JSON.stringify({
  filter: { type: 'or', predicates: [{ dimension: 'mediaType', value: 'voice' }] },
  metrics: ['oWaiting', 'oInteracting', 'oOnQueueUsers'],
});

async function post(url: string, token: string | undefined, dispatcher?: Agent): Promise<number> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const { statusCode, body } = await request(url, {
    method: 'POST',
    headers: { ...authorization, 'content-type': 'application/json' },
    body: observation,
    ...(dispatcher && { dispatcher }),
  });
  await body.dump();
  return statusCode;
}

/** The library as it should be used, with one part exchanged. */
function withOptions(
  settings: PlantedSettings,
  exchange: (store: TokenStore) => Partial<TokenProviderOptions>,
): Call {
  const { redisUrl, ...rest } = settings;
  const store = redisStore({ url: redisUrl });
  const provider = createTokenProvider({ ...rest, store, ...exchange(store) });
  const dispatcher = new Agent().compose(authInterceptor(provider)) as Agent;
  return (url) => post(url, undefined, dispatcher);
}

/** The store with some of its answers falsified. */
function falsified(
  store: TokenStore,
  lies: (part: ReturnType<TokenStore['open']>) => object,
): TokenStore {
  return {
    open(scope) {
      const part = store.open(scope);
      return Object.setPrototypeOf({ ...lies(part) }, bound(part)) as typeof part;
    },
  };
}

/** Methods of a class lose it when another object inherits them. */
function bound<T extends object>(part: T): T {
  return new Proxy(part, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** The faults: each breaks what one experiment guards, and nothing that the others do. */
export const faults: Readonly<Record<string, Plant | undefined>> = {
  none: (settings) => withOptions(settings, () => ({})),

  /** C, H: everyone who asks for the lease gets it. */
  'lease-for-all': (settings) => {
    let generation = Date.now();
    const acquire = async () => ({ kind: 'granted', generation: ++generation });
    return withOptions(settings, (store) => ({ store: falsified(store, () => ({ acquire })) }));
  },

  /** D: the first token is kept for ever. */
  'never-looks-at-the-clock': ({ redisUrl, ...rest }) => {
    const provider = createTokenProvider({ ...rest, store: redisStore({ url: redisUrl }) });
    const first = provider.getAccessToken();
    return async (url) => post(url, await first);
  },

  /** E: a token that the API refused is used on. */
  'keeps-a-refused-token': ({ redisUrl, ...rest }) => {
    const provider = createTokenProvider({ ...rest, store: redisStore({ url: redisUrl }) });
    return async (url) => post(url, await provider.getAccessToken());
  },

  /** E: a late 401 for the old token costs the new one. */
  'drops-any-token': ({ redisUrl, ...rest }) => {
    const store = redisStore({ url: redisUrl });
    const provider = createTokenProvider({ ...rest, store, forcedRefreshMs: 1 });
    return async (url) => {
      const status = await post(url, await provider.getAccessToken());
      if (status !== 401) return status;
      return post(url, await provider.getAccessToken({ forceRefresh: true }));
    };
  },

  /** F: who is throttled tells nobody. */
  'keeps-the-cooldown-to-itself': (settings) => {
    const note = async () => {};
    return withOptions(settings, (store) => ({ store: falsified(store, () => ({ note })) }));
  },

  /** G: no token in memory; without Redis there is none at all. */
  'no-memory': ({ redisUrl, ...rest }) => {
    return async (url) => {
      await using provider = createTokenProvider({ ...rest, store: redisStore({ url: redisUrl }) });
      return post(url, await provider.getAccessToken());
    };
  },

  /** G: who could not publish gives the lease back, and the others are free to ask. */
  'gives-up-its-lease': (settings) =>
    withOptions(settings, (store) => ({
      store: falsified(store, (part) => ({
        publish: (publication: Parameters<typeof part.publish>[0]) =>
          part.publish(publication).catch((error: unknown) => {
            setTimeout(() => void part.release(publication.owner).catch(() => {}), 250);
            throw error;
          }),
      })),
    })),

  /** I: all clients keep their token in one place, as a cache of one's own with a fixed key would. */
  'one-place-for-all-clients': ({ redisUrl, ...rest }) => {
    const redis = new Redis(redisUrl);
    const provider = createTokenProvider({ ...rest, store: memoryStore() });
    return async (url) => {
      const found = await redis.get('token');
      if (found !== null) return post(url, found);
      await redis.set('token', await provider.getAccessToken(), 'PX', 300_000, 'NX');
      return post(url, (await redis.get('token')) ?? undefined);
    };
  },

  /** J: what a pod knows dies with it. */
  'shares-nothing': (settings) => withOptions(settings, () => ({ store: memoryStore() })),
};
