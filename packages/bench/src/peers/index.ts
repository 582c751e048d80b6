import { axiosTokenInterceptor } from './axios-token-interceptor.ts';
import { azure } from './azure.ts';
import { bentocache } from './bentocache.ts';
import { google, googleHandler } from './google.ts';
import { msal } from './msal.ts';
import { none } from './none.ts';
import { onetoken } from './onetoken.ts';
import type { Peer } from './peer.ts';
import { smithy } from './smithy.ts';

/** Who takes part, in the order of the tables. A further contestant is one file and one line here. */
export const peers: readonly Peer[] = [
  onetoken,
  smithy,
  axiosTokenInterceptor,
  google,
  googleHandler,
  azure,
  msal,
  bentocache,
  none,
];
