import { createServer, type IncomingHttpHeaders, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Answer = (response: ServerResponse, request: SeenRequest) => void;

/** A server on the loopback that answers as the Hub does. */
export interface Hub {
  readonly endpoint: string;
  readonly seen: SeenRequest[];
  /** Whom each token belongs to: the body of whoami. */
  readonly accounts: Map<string, object>;
  /** Answers the next requests, one each; the usual ones follow. */
  readonly script: Answer[];
  /** Identity tokens that are exchanged, and for what. */
  readonly publishers: Map<string, { resource: string; accessToken: string }>;
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return (response) => {
    response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'X-Request-Id': 'Root=1-6741f000-0123456789abcdef01234567', ...headers });
    response.end(JSON.stringify(body));
  };
}

export function html(status: number, body = '<!doctype html><title>error</title>'): Answer {
  return (response) => {
    response.writeHead(status, { 'Content-Type': 'text/html' });
    response.end(body);
  };
}

const INVALID = 'Invalid credentials in Authorization header';

/** @see https://github.com/huggingface/huggingface_hub/issues/3368 */
function whoami(hub: Hub, { headers }: SeenRequest): Answer {
  const token = /^Bearer (?<token>\S+)$/.exec(headers.authorization ?? '')?.groups?.['token'];
  if (token === undefined) return json(401, { error: 'Invalid username or password.' });
  const account = hub.accounts.get(token);
  const quota = { RateLimit: '"api";r=499;t=120', 'RateLimit-Policy': '"fixed window";"api";q=500;w=300' };
  return account === undefined ? json(401, { error: INVALID }, { 'X-Error-Message': INVALID, ...quota }) : json(200, account, quota);
}

/** @see https://www.rfc-editor.org/rfc/rfc8693 */
function exchange(hub: Hub, { body }: SeenRequest): Answer {
  const asked = JSON.parse(body) as { subject_token: string; resource: string };
  const publisher = hub.publishers.get(asked.subject_token);
  if (publisher?.resource !== asked.resource) return json(400, { error: 'invalid_grant', error_description: 'No trusted publisher matches' });
  return json(200, { access_token: publisher.accessToken, token_type: 'bearer', expires_in: 3600 });
}

function usual(hub: Hub, request: SeenRequest): Answer {
  if (request.path === '/api/whoami-v2') return whoami(hub, request);
  if (request.path === '/oauth/token') return exchange(hub, request);
  return json(404, { error: 'Repository not found' }, { 'X-Error-Code': 'RepoNotFound' });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Starts one for the test that calls it. @param create For a server with TLS. */
export async function startHub(create: (listener: RequestListener) => Server = createServer): Promise<Hub> {
  const hub = { endpoint: '', seen: [] as SeenRequest[], accounts: new Map(), script: [] as Answer[], publishers: new Map() };
  const server = create(async (request, response) => {
    const seen = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: await bodyOf(request) };
    hub.seen.push(seen);
    (hub.script.shift() ?? usual(hub, seen))(response, seen);
  });
  hub.endpoint = await listen(server);
  return hub;
}

/** The answer for a classic token, as the Hub gives it. @see https://github.com/huggingface/huggingface.js/blob/main/packages/hub/src/lib/who-am-i.spec.ts */
export function classicAccount(role: 'read' | 'write', more: object = {}): object {
  return {
    type: 'user',
    id: '62f264b9f3c90f4b6514a269',
    name: 'alice',
    fullname: 'Alice',
    email: 'alice@example.invalid',
    emailVerified: true,
    canPay: false,
    isPro: false,
    periodEnd: null,
    avatarUrl: '/avatars/0.svg',
    orgs: [],
    auth: { type: 'access_token', accessToken: { displayName: 'ci', role, createdAt: '2023-01-01T00:00:00.000Z' } },
    ...more,
  };
}

/** The answer for a fine-grained token. */
export function fineGrainedAccount(scoped: readonly object[], more: { gated?: boolean; global?: string[]; orgs?: object[] } = {}): object {
  const fineGrained = { canReadGatedRepos: more.gated ?? false, global: more.global ?? [], scoped };
  return classicAccount('read', {
    orgs: more.orgs ?? [],
    auth: { type: 'access_token', accessToken: { displayName: 'fine', role: 'fineGrained', createdAt: '2026-01-02T03:04:05.000Z', fineGrained } },
  });
}
