import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './repository.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Registry {
  /** npm's settings and folders with which it finds this package here, every other one where it always does, and installs into a folder of the test. */
  readonly env: Readonly<Record<string, string>>;
  /** Where programs are installed. */
  readonly bin: string;
  /** It answers with 503 from now on. */
  down(): void;
}

const npm = (...args: readonly string[]): string => execFileSync('npm', args, { cwd: root, encoding: 'utf8' }).trim();

/** The way to the network of this machine, as `npm` is told of it. */
function network(): Record<string, string> {
  const named = Object.entries(process.env).filter(([name]) =>
    /^(?:NODE_EXTRA_CA_CERTS|SSL_CERT_(?:FILE|DIR)|https?_proxy|no_proxy|npm_config_(?:cafile|ca))$/i.test(name),
  );
  return { ...(Object.fromEntries(named) as Record<string, string>), NPM_CONFIG_CACHE: npm('config', 'get', 'cache') };
}

/**
 * A registry on the loopback that serves the package as `npm pack` makes it.
 *
 * @see https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md
 */
export async function startRegistry(): Promise<Registry> {
  const folder = temporaryFolder();
  const packed = npm('pack', '--ignore-scripts', '--silent', '--pack-destination', folder);
  const tarball = readFileSync(join(folder, packed));
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string; version: string };
  const state = { isDown: false };
  const server = createServer((request, response) => {
    if (state.isDown) return void response.writeHead(503).end();
    if (request.url?.endsWith('.tgz')) return void response.end(tarball);
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const dist = { tarball: `${address}/cli.tgz`, integrity: `sha512-${createHash('sha512').update(tarball).digest('base64')}` };
    const { name, version } = manifest;
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ name, 'dist-tags': { latest: version }, versions: { [version]: { ...manifest, dist } } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const settings = join(folder, 'npmrc');
  const usual = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();
  writeFileSync(
    settings,
    `registry=${usual}\n@auth-guard:registry=http://127.0.0.1:${(server.address() as AddressInfo).port}\nfetch-retries=0\nprefer-offline=true\n`,
  );
  const prefix = join(folder, 'global');
  return {
    env: { ...network(), NPM_CONFIG_USERCONFIG: settings, NPM_CONFIG_PREFIX: prefix },
    bin: join(prefix, 'bin'),
    down: () => {
      state.isDown = true;
    },
  };
}
