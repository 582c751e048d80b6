// The official JavaScript SDK with the shared token: the SDK never logs in by itself.
import { providerFromEnvironment } from '@onetoken/auth/environment';
import platformClient from 'purecloud-platform-client-v2';

const provider = providerFromEnvironment();

const client = platformClient.ApiClient.instance;
const api = new URL(provider.endpoints.api);
if (api.protocol === 'https:') client.setEnvironment(api.hostname.replace(/^api\./, ''));
else {
  // A mock, which speaks plain http; the SDK goes there only through its gateway setting.
  const { hostname: host, port } = api;
  client.setGateway({
    host,
    protocol: 'http',
    port: Number(port),
    path_params_login: '/login',
    path_params_api: '',
  });
}

const routing = new platformClient.RoutingApi();
for (let call = 0; call < 3; call += 1) {
  // Before each call: a valid token, from memory.
  client.setAccessToken(await provider.getAccessToken());
  const { total } = await routing.getRoutingQueues({ pageSize: 25 });
  console.log(`${total} queues`);
}
await provider.close();
