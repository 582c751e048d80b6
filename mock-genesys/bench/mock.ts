import { startMockGenesys } from '@onetoken/mock-genesys';
import { keepRequestsYoung } from '../src/cli/heap.ts';
import { serveBench } from './child.ts';

// As the command does.
keepRequestsYoung();
/** Limiter and journal on, with limits far above what a machine can send in a second. */
const limit = { limit: 1_000_000, windowMs: 1_000 };
const mock = await startMockGenesys({
  limits: { loginPerClient: limit, loginPerOrg: limit, apiPerToken: limit, apiPerClient: limit },
});
serveBench(mock.apiUrl);
