// axios with the shared token: the header on each call, and on a 401 one new token and one more try.
import { providerFromEnvironment } from '@onetoken/auth/environment';
import axios, { type AxiosError, type InternalAxiosRequestConfig } from 'axios';

type Call = InternalAxiosRequestConfig & { token?: string; retried?: boolean };

const provider = providerFromEnvironment();

// No absolute addresses and no redirects: the token goes to this API and nowhere else.
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
  // By identity: if another call has renewed the token already, this costs nothing.
  await provider.invalidate(call.token);
  call.retried = true;
  return genesys(call);
});

const first = await genesys.get('/api/v2/routing/queues');
console.log(`${first.data.total} queues`);

// Whoever runs this by hand may revoke the token now; the tests do.
if (process.env['EXAMPLE_REVOKE_URL']) {
  await axios.post(process.env['EXAMPLE_REVOKE_URL'], { accessToken: provider.peek() });
}
const second = await genesys.get('/api/v2/routing/queues');
console.log(`${second.data.total} queues`);
await provider.close();
