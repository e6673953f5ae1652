import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGunzip } from 'node:zlib';
import { Faults } from './faults.ts';
import { blobOid, pointerOf, type StoredFile, StoredRepository, sha256 } from './store.ts';

export interface Request {
  readonly method: string;
  readonly path: string;
  /** Whether the token of an account came with it. */
  readonly isToken: boolean;
}

interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  /** The account of the token that came with it. */
  readonly account: Account | undefined;
  readonly match: RegExpMatchArray;
}

export interface Account {
  /** What `/api/whoami-v2` answers. */
  readonly whoami: Readonly<Record<string, unknown>> & { readonly name: string };
  readonly canWrite: boolean;
}

/** Bytes of a file in Git LFS that are kept; of the rest only size and hash. */
const KEPT_BYTES = 1 << 20;

/** A file in parts up to this size is put together, and its hash is looked at. Bytes. */
const JOINED_BYTES = 64 << 20;

const MULTIPART_BYTES = 5_000_000;

const REPO = '(?<type>model|dataset|space)s/(?<id>[^/]+/[^/]+)';

/**
 * A Hub on the loopback interface that speaks the routes that uploads and scans use, with faults on order.
 *
 * @see https://huggingface.co/docs/hub/api
 */
export class LoopbackHub {
  readonly repositories = new Map<string, StoredRepository>();
  readonly accounts = new Map<string, Account>();
  readonly faults = new Faults();
  readonly requests: Request[] = [];
  /** Collections: slug to the repositories in it. */
  readonly collections = new Map<string, readonly { readonly type: string; readonly id: string }[]>();
  /** What the Hub gives to a job of a trusted publisher: resource to token. */
  readonly publishers = new Map<string, string>();
  /** Repositories that have another name by now: `acme/old` to `acme/new`. */
  readonly moved = new Map<string, string>();
  /** How large files come in. */
  transfer: 'basic' | 'multipart' | 'xet' = 'basic';
  /** A folder that everything stands below, as on mirrors: `/mirror`. */
  prefix = '';
  /** Entries that a page of a tree holds. */
  treePage = 1000;
  /** Files up to this many bytes go into the commit itself. */
  regularBelow = 4096;
  /** Bytes that came in through Git LFS or xet. */
  received = 0;
  readonly #lfs = new Map<string, StoredFile>();
  readonly #joinable = new Set<string>();
  readonly #server: Server;
  #endpoint = '';

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        if (!request.destroyed) throw error; // else the client went away while it sent
      });
    });
  }

  /** Listens until it is closed: a test does so at its end. */
  static async start(): Promise<LoopbackHub> {
    const hub = new LoopbackHub();
    await new Promise<void>((resolve) => hub.#server.listen(0, '127.0.0.1', resolve));
    hub.#endpoint = `http://127.0.0.1:${(hub.#server.address() as AddressInfo).port}`;
    return hub;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** The storage behind xet: another origin, as the real one is. */
  get #cas(): string {
    return `${this.#endpoint.replace('127.0.0.1', 'localhost')}/cas`;
  }

  get endpoint(): string {
    return this.#endpoint;
  }

  readonly #watchers: (readonly [RegExp, () => void])[] = [];

  /** Does something as soon as a request comes. */
  onRequest(path: RegExp, act: () => void): void {
    this.#watchers.push([path, act]);
  }

  /** Adds an account and gives back what its token may do. */
  addUser(token: string, name: string, role: 'read' | 'write'): void {
    const accessToken = { displayName: 'test', role, createdAt: '2026-01-01T00:00:00.000Z' };
    this.accounts.set(token, { whoami: { type: 'user', id: '1', name, orgs: [], auth: { type: 'access_token', accessToken } }, canWrite: role === 'write' });
  }

  addRepository(name: string, options: { readonly private?: boolean } = {}): StoredRepository {
    const repository = new StoredRepository(options.private === true);
    this.repositories.set(name, repository);
    return repository;
  }

  /** Without the prefix, which the addresses that this server gives out do not have. */
  #addressOf(request: IncomingMessage): URL {
    const url = new URL(request.url ?? '/', this.#endpoint);
    if (url.pathname.startsWith(`${this.prefix}/`)) url.pathname = url.pathname.slice(this.prefix.length);
    return url;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = this.#addressOf(request);
    const token = /^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1];
    const account = token === undefined ? undefined : this.accounts.get(token);
    const method = request.method ?? 'GET';
    this.requests.push({ method, path: url.pathname, isToken: account !== undefined });
    response.setHeader('X-Request-Id', `Root=1-${this.requests.length}`);
    for (const [path, act] of this.#watchers) if (path.test(url.pathname)) act();
    if (await this.faults.play(method, url.pathname, response)) return;
    if (token !== undefined && account === undefined && !url.pathname.startsWith('/cas/')) {
      return void send(response, 401, { error: 'Invalid credentials in Authorization header' });
    }
    for (const [from, to] of this.moved) {
      if (url.pathname.includes(`/${from}`)) return void response.writeHead(307, { Location: url.href.replace(from, to) }).end();
    }
    for (const [route, handler] of this.#routes) {
      const match = `${method} ${url.pathname}`.match(route);
      if (match !== null) return void (await handler({ request, response, url, account, match }));
    }
    send(response, 404, { error: "Sorry, we can't find the page you are looking for." });
  }

  readonly #routes: readonly (readonly [RegExp, (call: Call) => unknown])[] = [
    [/^GET \/api\/whoami-v2$/, (call) => this.#whoami(call)],
    [/^POST \/api\/credentials\/revoke$/, (call) => this.#revoke(call)],
    [/^POST \/oauth\/token$/, (call) => this.#exchange(call)],
    [/^POST \/api\/repos\/create$/, (call) => this.#create(call)],
    [/^GET \/api\/(?<type>model|dataset|space)s$/, (call) => this.#list(call)],
    [/^GET \/api\/collections\/(?<slug>.+)$/, (call) => this.#collection(call)],
    [new RegExp(`^GET /api/${REPO}(?:/revision/(?<revision>[^/]+))?$`), (call) => this.#info(call)],
    [new RegExp(`^POST /api/${REPO}/branch/(?<revision>[^/]+)$`), (call) => this.#branch(call)],
    [new RegExp(`^GET /api/${REPO}/tree/(?<revision>[^/]+)`), (call) => this.#tree(call)],
    [new RegExp(`^POST /api/${REPO}/paths-info/(?<revision>[^/]+)$`), (call) => this.#pathsInfo(call)],
    [new RegExp(`^GET /api/${REPO}/commits/(?<revision>[^/]+)$`), (call) => this.#commits(call)],
    [new RegExp(`^GET /api/${REPO}/discussions(?:/(?<num>\\d+))?$`), (call) => this.#discussions(call)],
    [new RegExp(`^POST /api/${REPO}/preupload/(?<revision>[^/]+)$`), (call) => this.#preupload(call)],
    [new RegExp(`^POST /api/${REPO}/commit/(?<revision>[^/]+)$`), (call) => this.#commit(call)],
    [new RegExp(`^GET /api/${REPO}/xet-write-token/`), (call) => this.#xetToken(call)],
    [/^POST \/(?:(?<kind>dataset|space)s\/)?(?<id>[^/]+\/[^/]+)\.git\/info\/lfs\/objects\/batch$/, (call) => this.#lfsBatch(call)],
    [/^PUT \/lfs\/(?<oid>[0-9a-f]{64})$/, (call) => this.#lfsPut(call)],
    [/^PUT \/part\/(?<oid>[0-9a-f]{64})\/(?<part>\d+)$/, (call) => this.#lfsPart(call)],
    [/^POST \/complete\/(?<oid>[0-9a-f]{64})$/, (call) => this.#lfsComplete(call)],
    [/^GET \/cas\/v1\/chunks\//, ({ response }) => send(response, 404, {})],
    [/^POST \/cas\/v1\/(?:xorbs|shards)/, (call) => this.#xetPost(call)],
    [/^GET \/(?:(?<kind>dataset|space)s\/)?(?<id>[^/]+\/[^/]+)\/info\/refs$/, (call) => this.#gitRefs(call)],
    [/^POST \/(?:(?<kind>dataset|space)s\/)?(?<id>[^/]+\/[^/]+)\/git-upload-pack$/, (call) => this.#gitPack(call)],
    [/^(?:GET|HEAD) \/(?:(?<kind>dataset|space)s\/)?(?<id>[^/]+\/[^/]+)\/(?:resolve|raw)\/(?<revision>[^/]+)\/(?<path>.+)$/, (call) => this.#resolve(call)],
  ];

  /** The repository of a call, or the answer that the Hub gives for one that is not there or not for this account. */
  #repository({ account, response, match }: Call): StoredRepository | undefined {
    const type = match.groups?.['type'] ?? match.groups?.['kind'] ?? 'model';
    const id = match.groups?.['id'] ?? '';
    const repository = this.repositories.get(`${type}s/${id}`);
    if (repository !== undefined && (!repository.private || account !== undefined)) return repository;
    send(response, account === undefined ? 401 : 404, { error: 'Repository not found' }, { 'X-Error-Code': 'RepoNotFound' });
    return undefined;
  }

  /** Whether the account may write; answers with 403 where not. */
  #mayWrite({ account, response, url }: Call): boolean {
    if (account?.canWrite === true || url.searchParams.get('create_pr') === '1') return true;
    send(response, 403, { error: 'Forbidden: pass `create_pr=1` as a query parameter to create a Pull Request' });
    return false;
  }

  #whoami({ account, response }: Call): void {
    if (account === undefined) send(response, 401, { error: 'Invalid username or password.' });
    else send(response, 200, account.whoami);
  }

  /** Takes any identity for that of a job of the resource's publisher. @see https://huggingface.co/docs/hub/trusted-publishers */
  async #exchange({ request, response }: Call): Promise<void> {
    const { resource = '' } = (await readJson(request)) as Record<string, string>;
    const token = this.publishers.get(resource);
    if (token === undefined) return send(response, 400, { error: 'invalid_grant', error_description: 'No trusted publisher matches' });
    send(response, 200, { access_token: token, token_type: 'bearer', expires_in: 3600 });
  }

  /** Without a login, always 202. @see https://huggingface.co/docs/hub/security-tokens */
  async #revoke({ request, response }: Call): Promise<void> {
    const { credentials = [] } = (await readJson(request)) as { credentials?: string[] };
    for (const token of credentials) this.accounts.delete(token);
    response.writeHead(202).end();
  }

  async #create(call: Call): Promise<void> {
    const { type = 'model', organization, name, visibility, sdk } = (await readJson(call.request)) as Record<string, string>;
    const key = `${type}s/${organization}/${name}`;
    if (organization !== call.account?.whoami.name || call.account?.canWrite !== true) {
      return send(call.response, 403, { error: `You don't have the rights to create a ${type} under the namespace "${organization}"` });
    }
    const url = `${this.#endpoint}/${type === 'model' ? '' : `${type}s/`}${organization}/${name}`;
    if (this.repositories.has(key)) return send(call.response, 409, { error: `You already created this ${type} repo`, url });
    if (type === 'space' && sdk === undefined) return send(call.response, 400, { error: '"sdk" is required' });
    this.addRepository(key, { private: visibility === 'private' }).sdk = sdk;
    send(call.response, 200, { url, name: `${organization}/${name}`, id: '1' });
  }

  #list({ response, url, match, account }: Call): void {
    const prefix = `${match.groups?.['type']}s/${url.searchParams.get('author')}/`;
    const found = [...this.repositories].filter(([key, { private: hidden }]) => key.startsWith(prefix) && (!hidden || account !== undefined));
    const rows = found.map(([key, repository]) => ({
      _id: key,
      id: key.slice(key.indexOf('/') + 1),
      private: repository.private,
      lastModified: '2026-01-01T00:00:00.000Z',
      likes: 0,
      downloads: 0,
      sha: repository.head.oid,
    }));
    // two on a page, to make clients follow the link
    const from = Number(url.searchParams.get('cursor') ?? '0');
    const next = new URL(url);
    next.searchParams.set('cursor', String(from + 2));
    send(response, 200, rows.slice(from, from + 2), from + 2 < rows.length ? { Link: `<${next}>; rel="next"` } : {});
  }

  #collection({ response, match }: Call): unknown {
    const items = this.collections.get(match.groups?.['slug'] ?? '');
    if (items === undefined) return send(response, 404, { error: 'Collection not found' });
    send(response, 200, { slug: match.groups?.['slug'], title: 'c', items: items.map((item, position) => ({ _id: String(position), position, ...item })) });
  }

  #info(call: Call): unknown {
    const repository = this.#repository(call);
    if (repository === undefined) return;
    const { id = '', revision = repository.defaultBranch } = call.match.groups ?? {};
    if (repository.filesOf(decodeURIComponent(revision)) === undefined) {
      return send(call.response, 404, { error: 'Invalid rev id' }, { 'X-Error-Code': 'RevisionNotFound' });
    }
    const asked = decodeURIComponent(revision);
    // a branch of its own keeps its files under its name here
    const sha = asked === 'main' || repository.commits.some(({ oid }) => oid === asked) ? repository.head.oid : asked;
    send(call.response, 200, { _id: '1', id, private: repository.private, gated: repository.gated ? 'auto' : false, sha, siblings: [] });
  }

  #branch(call: Call): unknown {
    const repository = this.#repository(call);
    if (repository === undefined || !this.#mayWrite(call)) return;
    repository.files.set(decodeURIComponent(call.match.groups?.['revision'] ?? ''), new Map(repository.files.get('main')));
    call.response.writeHead(200).end();
  }

  #entries(files: ReadonlyMap<string, StoredFile>): readonly Record<string, unknown>[] {
    return [...files].map(([path, file]) => {
      const pointer = file.lfs === undefined ? undefined : pointerOf(file);
      const lfs = pointer === undefined ? {} : { lfs: { oid: file.lfs, size: file.size, pointerSize: pointer.length } };
      return { type: 'file', path, size: file.size, oid: blobOid(pointer ?? file.bytes), ...lfs };
    });
  }

  #tree(call: Call): unknown {
    const files = this.#repository(call)?.filesOf(decodeURIComponent(call.match.groups?.['revision'] ?? ''));
    if (files !== undefined) return this.#page(call, this.#entries(files));
    if (!call.response.writableEnded) send(call.response, 404, { error: 'Invalid rev id' }, { 'X-Error-Code': 'RevisionNotFound' });
  }

  /** Part of a list, with the address of the next one. @see https://huggingface.co/docs/hub/api */
  #page({ response, url }: Call, entries: readonly unknown[]): void {
    const to = Number(url.searchParams.get('cursor') ?? '0') + this.treePage;
    const next = new URL(url);
    next.searchParams.set('cursor', String(to));
    send(response, 200, entries.slice(to - this.treePage, to), to < entries.length ? { Link: `<${next}>; rel="next"` } : {});
  }

  async #pathsInfo(call: Call): Promise<void> {
    const files = this.#repository(call)?.filesOf(decodeURIComponent(call.match.groups?.['revision'] ?? '')) ?? new Map<string, StoredFile>();
    if (call.response.writableEnded) return;
    const { paths = [], expand = false } = (await readJson(call.request)) as { paths?: string[]; expand?: boolean };
    const repository = this.repositories.get(`${call.match.groups?.['type']}s/${call.match.groups?.['id']}`);
    const last = expand ? { lastCommit: { id: repository?.head.oid, title: repository?.head.title, date: '2026-01-01T00:00:00.000Z' } } : {};
    const entries = this.#entries(new Map([...files].filter(([path]) => paths.includes(path))));
    send(
      call.response,
      200,
      entries.map((entry) => ({ ...entry, ...last })),
    );
  }

  #commits(call: Call): unknown {
    const repository = this.#repository(call);
    if (repository === undefined) return;
    const commits = [...repository.commits].reverse();
    send(
      call.response,
      200,
      commits.map(({ oid, title }) => ({ id: oid, title, message: '', authors: [], date: '2026-01-01T00:00:00.000Z' })),
    );
  }

  #discussions(call: Call): unknown {
    const repository = this.#repository(call);
    if (repository === undefined) return;
    const { num } = call.match.groups ?? {};
    const written = {
      status: 'open',
      createdAt: '2026-01-01T00:00:00.000Z',
      author: { name: 'acme' },
      repo: { name: call.match.groups?.['id'], type: call.match.groups?.['type'] },
    };
    if (num === undefined) {
      return send(call.response, 200, {
        discussions: repository.discussions.map(({ comments, ...rest }) => ({ ...rest, ...written })),
        count: repository.discussions.length,
        start: 0,
      });
    }
    const discussion = repository.discussions.find((one) => String(one.num) === num);
    if (discussion === undefined) return send(call.response, 404, { error: 'Discussion not found' });
    const events = discussion.comments.map((raw, index) => ({
      id: String(index),
      type: 'comment',
      ...written,
      data: { edited: false, hidden: false, latest: { raw, html: raw, updatedAt: written.createdAt, author: written.author }, history: [] },
    }));
    send(call.response, 200, { ...discussion, ...written, events });
  }

  async #preupload(call: Call): Promise<void> {
    if (this.#repository(call) === undefined || !this.#mayWrite(call)) return;
    const { files } = (await readJson(call.request)) as { files: { path: string; size: number }[] };
    send(call.response, 200, {
      files: files.map(({ path, size }) => ({ path, uploadMode: size > this.regularBelow ? 'lfs' : 'regular', shouldIgnore: false, oid: null })),
    });
  }

  async #lfsBatch(call: Call): Promise<void> {
    if (this.#repository(call) === undefined) return;
    const { objects, transfers = [], ref } = (await readJson(call.request)) as { objects: { oid: string; size: number }[]; transfers?: string[]; ref?: object };
    // who opens a pull request names no branch: the right to push to it is not asked for then
    const may = ref === undefined ? call.account !== undefined : call.account?.canWrite === true;
    if (!may) return send(call.response, 403, { message: 'Authorization error.' });
    const transfer = transfers.includes(this.transfer) ? this.transfer : 'basic';
    send(call.response, 200, {
      transfer,
      objects: objects.map(({ oid, size }) =>
        this.#lfs.has(oid) ? { oid, size } : { oid, size, actions: { upload: this.#uploadAction(oid, size, transfer) } },
      ),
    });
  }

  #uploadAction(oid: string, size: number, transfer: string): object {
    if (transfer === 'multipart') {
      const chunk = MULTIPART_BYTES;
      if (size <= JOINED_BYTES) this.#joinable.add(oid);
      const parts = Array.from({ length: Math.ceil(size / chunk) }, (_, index) => [
        String(index + 1).padStart(5, '0'),
        `${this.#endpoint}/part/${oid}/${index + 1}`,
      ]);
      return { href: `${this.#endpoint}/complete/${oid}`, header: { chunk_size: String(chunk), ...Object.fromEntries(parts) } };
    }
    const write = {
      'X-Xet-Cas-Url': this.#cas,
      'X-Xet-Access-Token': 'cas',
      'X-Xet-Token-Expiration': String(Math.floor(Date.now() / 1000) + 3600),
      'X-Xet-Session-Id': '1',
    };
    return { href: `${this.#endpoint}/lfs/${oid}`, header: transfer === 'xet' ? write : {} };
  }

  async #lfsPut({ request, response, match }: Call): Promise<void> {
    const oid = match.groups?.['oid'] ?? '';
    const stored = await receive(request);
    this.received += stored.size;
    if (stored.sha256 !== oid) return send(response, 400, { error: 'hash mismatch' });
    this.#lfs.set(oid, { bytes: stored.head, size: stored.size, lfs: oid });
    response.writeHead(200).end();
  }

  readonly #parts = new Map<string, { readonly size: number; readonly bytes: Buffer }>();

  async #lfsPart({ request, response, match }: Call): Promise<void> {
    const { size, head } = await receive(request, MULTIPART_BYTES);
    this.received += size;
    const name = `${match.groups?.['oid']}/${match.groups?.['part']}`;
    this.#parts.set(name, { size, bytes: this.#joinable.has(match.groups?.['oid'] ?? '') ? head : Buffer.alloc(0) });
    response.writeHead(200, { ETag: `"${match.groups?.['part']}"` }).end();
  }

  async #lfsComplete({ request, response, match }: Call): Promise<void> {
    const oid = match.groups?.['oid'] ?? '';
    const { parts } = (await readJson(request)) as { parts: { partNumber: number; etag: string }[] };
    const found = parts.map(({ partNumber, etag }) => (etag === `"${partNumber}"` ? this.#parts.get(`${oid}/${partNumber}`) : undefined));
    if (found.includes(undefined)) return send(response, 400, { error: 'a part is missing' });
    const bytes = Buffer.concat(found.map((one) => one?.bytes ?? Buffer.alloc(0)));
    if (this.#joinable.has(oid) && sha256(bytes) !== oid) return send(response, 400, { error: 'hash mismatch' });
    const size = found.reduce<number>((sum, one) => sum + (one?.size ?? 0), 0);
    this.#lfs.set(oid, { bytes, size, lfs: oid });
    send(response, 200, {});
  }

  #xetToken({ response }: Call): void {
    send(response, 200, { casUrl: this.#cas, accessToken: 'cas', exp: Math.floor(Date.now() / 1000) + 3600 });
  }

  async #xetPost({ request, response, url }: Call): Promise<void> {
    const { size } = await receive(request);
    this.received += size;
    send(response, 200, url.pathname.includes('/shards') ? { result: 1 } : { was_inserted: true });
  }

  async #commit(call: Call): Promise<void> {
    const repository = this.#repository(call);
    if (repository === undefined || !this.#mayWrite(call)) return;
    const lines = (await readText(call.request)).split('\n').filter((line) => line !== '');
    const [header, ...operations] = lines.map((line) => JSON.parse(line) as { key: string; value: Record<string, string> });
    const parent = header?.value['parentCommit'];
    const named = decodeURIComponent(call.match.groups?.['revision'] ?? 'main'); // the head of a branch of its own has the branch's name here
    if (parent !== undefined && parent !== repository.head.oid && parent !== named) {
      return send(call.response, 412, { error: 'A commit has happened since. Please refresh and try again.' });
    }
    const isPullRequest = call.url.searchParams.get('create_pr') === '1';
    if (isPullRequest && repository.filesOf(named) === undefined) {
      return send(call.response, 404, { error: 'Invalid rev id' }, { 'X-Error-Code': 'RevisionNotFound' });
    }
    const branch = isPullRequest ? 'refs/pr/1' : named;
    const files = new Map(repository.files.get(branch) ?? repository.files.get(named) ?? repository.files.get('main'));
    for (const { key, value } of operations) this.#apply(files, key, value);
    repository.files.set(branch, files);
    const { oid } = repository.commit(header?.value['summary'] ?? '');
    const page = `${this.#endpoint}/${call.match.groups?.['id']}`;
    send(call.response, 200, {
      success: true,
      commitOid: oid,
      commitUrl: `${page}/commit/${oid}`,
      hookOutput: '',
      ...(isPullRequest ? { pullRequestUrl: `${page}/discussions/1` } : {}),
    });
  }

  #apply(files: Map<string, StoredFile>, key: string, value: Record<string, string>): void {
    const path = value['path'] ?? '';
    if (key === 'deletedFile') files.delete(path);
    if (key === 'file') {
      const bytes = Buffer.from(value['content'] ?? '', value['encoding'] === 'base64' ? 'base64' : 'utf8');
      files.set(path, { bytes, size: bytes.length, lfs: undefined });
    }
    if (key === 'lfsFile') {
      const oid = value['oid'] ?? '';
      files.set(path, this.#lfs.get(oid) ?? { bytes: Buffer.alloc(0), size: Number(value['size']), lfs: oid });
    }
  }

  /** Git's own protocol, for clones. @see https://git-scm.com/docs/http-protocol */
  #gitRefs(call: Call): void {
    const folder = this.#repository(call)?.gitFolder;
    if (folder === undefined) return void (call.response.writableEnded || send(call.response, 404, { error: 'Not found' }));
    const refs = execFileSync('git', ['upload-pack', '--stateless-rpc', '--advertise-refs', folder]);
    call.response.writeHead(200, { 'Content-Type': 'application/x-git-upload-pack-advertisement' });
    call.response.end(Buffer.concat([Buffer.from('001e# service=git-upload-pack\n0000'), refs]));
  }

  #gitPack(call: Call): void {
    const folder = this.#repository(call)?.gitFolder;
    if (folder === undefined) return;
    call.response.writeHead(200, { 'Content-Type': 'application/x-git-upload-pack-result' });
    const child = spawn('git', ['upload-pack', '--stateless-rpc', folder], { stdio: ['pipe', 'pipe', 'ignore'] });
    const body = call.request.headers['content-encoding'] === 'gzip' ? call.request.pipe(createGunzip()) : call.request;
    body.pipe(child.stdin);
    child.stdout.pipe(call.response);
  }

  #resolve(call: Call): unknown {
    const repository = this.#repository(call);
    if (repository === undefined) return;
    if (repository.gated) {
      return send(call.response, call.account === undefined ? 401 : 403, { error: `Access to model is restricted` }, { 'X-Error-Code': 'GatedRepo' });
    }
    const { revision = '', path = '' } = call.match.groups ?? {};
    const file = repository.filesOf(decodeURIComponent(revision))?.get(decodeURIComponent(path));
    if (file === undefined) return send(call.response, 404, { error: 'Entry not found' }, { 'X-Error-Code': 'EntryNotFound' });
    call.response.setHeader('X-Repo-Commit', repository.head.oid);
    if (file.lfs !== undefined) call.response.setHeader('X-Linked-ETag', `"${file.lfs}"`).setHeader('X-Linked-Size', file.size);
    sendBytes(call, file);
  }
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  const message = status >= 400 && typeof (body as { error?: string }).error === 'string' ? { 'X-Error-Message': (body as { error: string }).error } : {};
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...message, ...headers });
  response.end(JSON.stringify(body));
}

function sendBytes({ request, response }: Call, file: StoredFile): void {
  const headers = { ETag: `"${file.lfs ?? blobOid(file.bytes)}"`, 'Accept-Ranges': 'bytes', 'Content-Type': 'application/octet-stream' };
  const range = /^bytes=(?<from>\d+)-(?<to>\d*)$/.exec(request.headers.range ?? '');
  if (range?.groups === undefined) {
    response.writeHead(200, { ...headers, 'Content-Length': file.size });
    response.end(request.method === 'HEAD' ? undefined : file.bytes);
    return;
  }
  const from = Number(range.groups['from']);
  if (from >= file.size) {
    response.writeHead(416, { ...headers, 'Content-Range': `bytes */${file.size}` }).end();
    return;
  }
  const to = Math.min(range.groups['to'] === '' ? file.size - 1 : Number(range.groups['to']), file.size - 1);
  response.writeHead(206, { ...headers, 'Content-Range': `bytes ${from}-${to}/${file.size}`, 'Content-Length': to + 1 - from });
  response.end(file.bytes.subarray(from, to + 1));
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  return JSON.parse(await readText(request));
}

/** Hashes a body of any size and keeps what it begins with. */
async function receive(request: IncomingMessage, keptBytes = KEPT_BYTES): Promise<{ readonly size: number; readonly sha256: string; readonly head: Buffer }> {
  const hash = createHash('sha256');
  const head: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (size < keptBytes) head.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    hash.update(chunk as Buffer);
  }
  return { size, sha256: hash.digest('hex'), head: Buffer.concat(head) };
}
