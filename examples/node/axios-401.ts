// axios with the shared token: the header on each call, and on a 401 one new token and one more attempt.
import { createTokenProvider, memoryStore } from '@onetoken/auth';
import axios, { type AxiosError, type InternalAxiosRequestConfig } from 'axios';
import { place } from './place.ts';

type Call = InternalAxiosRequestConfig & { token?: string; retried?: boolean };

const provider = createTokenProvider({
  ...place,
  clientId: process.env['GENESYSCLOUD_OAUTHCLIENT_ID'] ?? '',
  clientSecret: () => process.env['GENESYSCLOUD_OAUTHCLIENT_SECRET'] ?? '',
  store: memoryStore(),
});

// No absolute addresses and no redirects: the token goes only to this API.
const genesys = axios.create({
  baseURL: provider.endpoints.api,
  allowAbsoluteUrls: false,
  maxRedirects: 0,
});

genesys.interceptors.request.use(async (call: Call) => {
  call.token = await provider.getAccessToken();
  call.headers.set('authorization', `Bearer ${call.token}`);
  return call;
});

genesys.interceptors.response.use(undefined, async (error: AxiosError) => {
  const call = error.config as Call | undefined;
  if (error.response?.status !== 401 || !call?.token || call.retried) throw error;
  // By identity: if another call has already got a new token, this costs nothing.
  await provider.invalidate(call.token);
  call.retried = true;
  return genesys(call);
});

const first = await genesys.get('/api/v2/routing/queues');
console.log(`${first.data.total} queues`);

// Revoke the token now to see the 401 handled; the tests do.
if (process.env['EXAMPLE_REVOKE_URL']) {
  await axios.post(process.env['EXAMPLE_REVOKE_URL'], { accessToken: provider.peek() });
}
const second = await genesys.get('/api/v2/routing/queues');
console.log(`${second.data.total} queues`);
await provider.close();
