import type { Token, TokenProvider } from '@onetoken/auth';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { errorBody, refusal } from './answers.ts';

/** An answer of `GET /token`, with the names of RFC 6749, section 5.1. */
interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  /** Whole seconds left. Read the token again before they end, or at each call: it comes from memory. */
  readonly expires_in: number;
}

const refusedToken = z.object({ access_token: z.string().min(1) });

/**
 * For programs that set the header themselves: `GET /token`, as JSON, or bare with `Accept: text/plain`. A program
 * that gets a 401 sends the rejected token to `POST /token/refused`, and reads the token again.
 */
export function registerTokenRoutes(app: FastifyInstance, provider: TokenProvider): void {
  app.get('/token', async (request, reply) => {
    const token = await provider.getToken();
    reply.header('cache-control', 'no-store').header('vary', 'accept');
    if (request.headers.accept === 'text/plain') {
      return reply.type('text/plain').send(`${token.accessToken}\n`);
    }
    return reply.send(tokenAnswer(token, Date.now()));
  });

  app.post('/token/refused', async (request, reply) => {
    const body = refusedToken.safeParse(request.body);
    if (!body.success) {
      const answer = refusal(
        400,
        'body',
        'Send {"access_token": "…"}, the token that was refused.',
      );
      return reply.code(answer.status).send(errorBody(answer));
    }
    await provider.invalidate(body.data.access_token);
    return reply.code(204).send();
  });
}

function tokenAnswer(token: Token, now: number): TokenAnswer {
  const secondsLeft = Math.floor((token.expiresAt - now) / 1000);
  return {
    access_token: token.accessToken,
    token_type: 'Bearer',
    expires_in: Math.max(0, secondsLeft),
  };
}
