import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../repository.ts';
import { createSampler } from '../samples.ts';
import { answerFor, type GitHubAnswer, type GitHubRequest } from './routes.ts';
import { GitHubRepository } from './state.ts';

/** What goes wrong with the requests that it meets. */
export interface Fault {
  readonly method?: string;
  readonly path: RegExp;
  readonly status?: number;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly delayMs?: number;
  /** The connection is cut instead of answered. */
  readonly reset?: boolean;
  /** How many requests it meets; all by default. */
  readonly times?: number;
}

export interface RecordedRequest extends GitHubRequest {
  readonly host: string;
  readonly authorization: string;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, { status, body, headers = {} }: GitHubAnswer): void {
  const type = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
  response.writeHead(status, { 'Content-Type': type, 'X-GitHub-Request-Id': 'C0DE:1', ...headers });
  response.end(body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
}

/**
 * GitHub on a Unix socket, for the real `gh`: it speaks plain HTTP to the socket that its settings name, whatever the host.
 *
 * @see https://cli.github.com/manual/gh_config (`http_unix_socket`)
 */
export class LoopbackGitHub {
  readonly requests: RecordedRequest[] = [];
  readonly repositories = new Map<string, GitHubRepository>();
  /** What `gh` logs in with. Anything else is answered with 401. */
  readonly token = `gho_${createSampler(77).text(36)}`;
  readonly #configFolder: string;
  readonly #faults: { readonly fault: Fault; left: number }[] = [];

  private constructor(configFolder: string) {
    this.#configFolder = configFolder;
  }

  /** Listens until the test ends. */
  static async start(...repositories: readonly string[]): Promise<LoopbackGitHub> {
    const folder = temporaryFolder();
    const github = new LoopbackGitHub(join(folder, 'gh'));
    for (const name of repositories) await github.addRepository(name);
    const socket = join(folder, 's'); // a socket's path has at most 104 bytes
    const server = createServer((request, response) => void github.#answer(request, response));
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    mkdirSync(github.#configFolder);
    writeFileSync(join(github.#configFolder, 'config.yml'), `http_unix_socket: ${socket}\n`, { mode: 0o600 });
    return github;
  }

  /** The variables with which `gh` finds this server, logged in. */
  get env(): Record<string, string> {
    return { GH_CONFIG_DIR: this.#configFolder, GH_TOKEN: this.token };
  }

  /** The variables with which `gh` finds this server without a login. */
  get loggedOutEnv(): Record<string, string> {
    return { GH_CONFIG_DIR: this.#configFolder };
  }

  repository(name: string): GitHubRepository {
    const found = this.repositories.get(name);
    if (found === undefined) throw new Error(`no repository ${name}`);
    return found;
  }

  async addRepository(name: string): Promise<GitHubRepository> {
    const repository = await GitHubRepository.create(name);
    this.repositories.set(name, repository);
    return repository;
  }

  fail(fault: Fault): void {
    this.#faults.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  recover(): void {
    this.#faults.length = 0;
  }

  /** `METHOD path` of everything that was asked. */
  get asked(): readonly string[] {
    return this.requests.map(({ method, path }) => `${method} ${path}`);
  }

  #faultFor(request: GitHubRequest): Fault | undefined {
    const found = this.#faults.find(
      ({ fault, left }) => left > 0 && (fault.method === undefined || fault.method === request.method) && fault.path.test(request.path),
    );
    if (found !== undefined) found.left -= 1;
    return found?.fault;
  }

  async #answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(message.url ?? '/', 'http://localhost');
    const request: RecordedRequest = {
      method: message.method ?? '',
      path: url.pathname.replace(/^\/api(?:\/v3)?(?=\/)/, ''),
      query: url.searchParams,
      body: await bodyOf(message),
      host: message.headers.host ?? '',
      authorization: message.headers.authorization ?? '',
    };
    this.requests.push(request);
    const fault = this.#faultFor(request);
    if (fault?.delayMs !== undefined) await sleep(fault.delayMs, undefined, { ref: false });
    if (fault?.reset === true) return void message.socket.destroy();
    if (fault?.status !== undefined) {
      return send(response, { status: fault.status, headers: fault.headers ?? {}, body: { message: fault.message ?? 'fault', status: String(fault.status) } });
    }
    if (request.authorization !== `token ${this.token}`) return send(response, { status: 401, body: { message: 'Bad credentials', status: '401' } });
    send(response, await answerFor(request, this.repositories));
  }
}
