import { connectGenesys, type Logger, type RunningService } from '@onetoken/service-kit';
import { Registry } from 'prom-client';
import { listen } from './listen.ts';
import { createServer } from './server.ts';
import { agentSettings } from './settings.ts';

/**
 * Starts the agent. It listens before it holds a token (readiness tells), and goes on listening when the client is
 * refused: then its callers get an answer that says so.
 */
export async function startAgent(
  environment: NodeJS.ProcessEnv,
  log: Logger,
): Promise<RunningService> {
  const settings = agentSettings(environment);
  const registry = new Registry();
  const genesys = connectGenesys(settings, { service: 'onetoken-agent', log, registry });
  const server = createServer({
    provider: genesys.provider,
    dispatcher: genesys.dispatcher,
    guards: settings.guards,
    registry,
    onRefusal: ({ code, status }, route) => log.warn({ code, status, route }, 'refused'),
  });
  const close = async (): Promise<void> => {
    await server.close();
    await genesys.close();
  };
  try {
    const url = await listen(server, settings.listenAt);
    // The first caller should not have to wait; if this fails, the provider has said why.
    genesys.provider.getToken().catch(() => undefined);
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}
