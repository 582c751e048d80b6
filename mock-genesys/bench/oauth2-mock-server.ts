import type { AddressInfo } from 'node:net';
import { OAuth2Server } from 'oauth2-mock-server';
import { serveBench } from './child.ts';

/** The most used OAuth mock of the registry; it signs a JWT per token request. */
const server = new OAuth2Server();
await server.issuer.keys.generate('RS256');
await server.start(0, '127.0.0.1');
serveBench(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
