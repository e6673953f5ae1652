import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { CLI_PATH, expectNoToken } from '../support/cli.ts';
import { tarOf } from '../support/layers.ts';
import { Repository, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const token = createSampler(31).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });

/** Writes down whatever a process imports or requires, and the parts of Node that it has loaded at its end. */
const TRACE = `
import { appendFileSync } from 'node:fs';
import Module, { register } from 'node:module';
const log = (line) => appendFileSync(process.env.TRACE_FILE, line + '\\n');
const load = Module._load;
Module._load = function (request, ...rest) { log(request); return load.call(this, request, ...rest); };
const hook = 'import { appendFileSync } from "node:fs"; export async function resolve(name, context, next) { const found = await next(name, context); appendFileSync(process.env.TRACE_FILE, found.url + "\\\\n"); return found; }';
register('data:text/javascript,' + encodeURIComponent(hook));
process.on('exit', () => process.moduleLoadList.forEach((line) => log(line)));
`;

/** What the hook loads for what is staged, apart from Node's own inner modules. */
function loadedFor(path: string, content: string | Uint8Array): { readonly exitCode: number | null; readonly loaded: string } {
  const folder = temporaryFolder();
  const [trace, file] = [join(folder, 'trace.mjs'), join(folder, 'loaded')];
  writeFileSync(trace, TRACE);
  writeFileSync(file, '');
  const repository = Repository.create();
  repository.stage(path, content);
  const args = ['--import', pathToFileURL(trace).href, CLI_PATH, 'hook', 'pre-commit'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: repository.path,
    env: { ...repository.env, TRACE_FILE: file },
    encoding: 'utf8',
  });
  expectNoToken(stdout + stderr, [token]);
  return { exitCode: status, loaded: readFileSync(file, 'utf8') };
}

it('loads no package for a plain commit, nothing for archives, settings or the network', () => {
  const { exitCode, loaded } = loadedFor('a.py', 'import os\ntoken = os.environ["HF_TOKEN"]\n');
  expect(exitCode).toBe(0);
  const files = [...new Set(loaded.match(/file:\/\/\S+/g))].map((url) => url.replace(/^.*\/(?=dist\/)/, ''));
  expect(files.filter((file) => !/trace\.mjs$/.test(file)).sort()).toEqual(['dist/auth-guard.cjs']);
  expect(loaded).not.toContain('node_modules');
  expect(loaded).not.toMatch(/^NativeModule (?:http|https|http2|tls|crypto|readline)$/m);
});

it('loads what opens an archive for the first archive', () => {
  const { exitCode, loaded } = loadedFor('a.tgz', gzipSync(tarOf({ '.env': Buffer.from(`HF_TOKEN=${token}`) })));
  expect(exitCode).toBe(1);
  expect(loaded).toMatch(/^tar\/parse$/m);
  expect(loaded).not.toMatch(/^(?:yaml|re2js|micromatch|simple-git)$/m);
});

it('loads what reads settings where there are some', () => {
  const { exitCode, loaded } = loadedFor('.auth-guard.yaml', 'maxSize: 10M\n');
  expect(exitCode).toBe(0);
  expect(loaded).toMatch(/dist\/config\/parse\.js$/m);
  expect(loaded).toMatch(/node_modules\/yaml\//);
  expect(loaded).not.toMatch(/^tar\/parse$/m);
});
