// axios with the shared token: the header on each call, and on a 401 one new token and one more attempt.
import { replaceRefused, reportRefused } from '@onetoken/auth';
import { providerFromEnvironment } from '@onetoken/auth/environment';
import axios, { type AxiosError, type InternalAxiosRequestConfig } from 'axios';

type Call = InternalAxiosRequestConfig & { token?: string; isRepetition?: boolean };

const provider = providerFromEnvironment();

// No absolute addresses and no redirects: the token goes only to this API.
const genesys = axios.create({
  baseURL: provider.endpoints.api,
  allowAbsoluteUrls: false,
  maxRedirects: 0,
});

genesys.interceptors.request.use(async (call: Call) => {
  call.token ??= await provider.getAccessToken();
  call.headers.set('authorization', `Bearer ${call.token}`);
  return call;
});

genesys.interceptors.response.use(undefined, async (error: AxiosError) => {
  const call = error.config as Call | undefined;
  if (error.response?.status !== 401 || !call?.token) throw error;
  if (call.isRepetition) {
    reportRefused(provider, call.token);
    throw error;
  }
  const replacement = await replaceRefused(provider, call.token);
  if (replacement === undefined) throw error;
  return genesys({ ...call, token: replacement, isRepetition: true } as Call);
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
