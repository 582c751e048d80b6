import type { PipelineResponse, SendRequest } from '@azure/core-rest-pipeline';
import type { request } from 'undici';
import { mint } from './mint.ts';
import type { Peer } from './peer.ts';

export const azure: Peer = {
  name: 'azure',
  package: '@azure/core-rest-pipeline',
  call: 'bearerTokenAuthenticationPolicy({ credential, scopes }).sendRequest(request, next)',
  shares: false,
  calls: true,
  note: 'its cache is reachable only through the policy, so building a request and setting its header are in the figure',
  async create(settings) {
    const pipeline = await import('@azure/core-rest-pipeline');
    const { request: send } = await import('undici');
    const credential = {
      getToken: async (_scopes: unknown, options?: { abortSignal?: unknown }) => {
        const minted = await mint(settings, options?.abortSignal as AbortSignal | undefined);
        return { token: minted.accessToken, expiresOnTimestamp: minted.expiresAt };
      },
    };
    const policy = pipeline.bearerTokenAuthenticationPolicy({ credential, scopes: 'bench' });
    const through = (next: SendRequest, abortSignal?: AbortSignal): Promise<PipelineResponse> => {
      // The policy insists on https; the request never leaves this function.
      const request = pipeline.createPipelineRequest({
        url: 'https://127.0.0.1/api/v2/ok',
        ...(abortSignal && { abortSignal }),
      });
      return policy.sendRequest(request, next);
    };
    const answer: Answer = (request, status) => ({
      request,
      status,
      headers: pipeline.createHttpHeaders(),
    });
    const stub: SendRequest = (request) => Promise.resolve(answer(request, 200));
    const accessToken = async (signal?: AbortSignal): Promise<string> => {
      const { request } = await through(stub, signal);
      return (request.headers.get('authorization') ?? '').slice('Bearer '.length);
    };
    return {
      token: () => through(stub),
      accessToken,
      abortable: true,
      call: async (path) =>
        (await through(overTheWire(`${settings.api}${path}`, send, answer))).status,
      inspectable: [policy, credential],
      close: async () => undefined,
    };
  },
};

type Answer = (request: Parameters<SendRequest>[0], status: number) => PipelineResponse;

/** Sends a request with undici, like the calls of all peers. */
function overTheWire(url: string, send: typeof request, answer: Answer): SendRequest {
  return async (request) => {
    const authorization = request.headers.get('authorization') ?? '';
    const { statusCode, body } = await send(url, { headers: { authorization } });
    await body.dump();
    return answer(request, statusCode);
  };
}
