import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LAYERS } from '#config/config.ts';
import { OWN_MARKS } from '#detect/marks.ts';
import { RULES } from '#rules/index.ts';
import { withLayers } from '#scan/layers/with-layers.ts';
import { temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const detector = withLayers(RULES, { marks: OWN_MARKS, limits: DEFAULT_LAYERS });
const sampler = createSampler(67);
const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });

function found(bytes: Uint8Array): string[] {
  const matches = detector.scan(bytes);
  expect(detector.unread).toEqual([]);
  return matches.map(({ secret, layers }) => `${secret.expose() === token} ${layers.join(' > ')}`);
}

/** Lets Python write a file; the token goes in on standard input. */
function byPython(script: string): Buffer {
  const path = join(temporaryFolder(), 'made');
  execFileSync('python3', ['-c', `import sys\ntoken = sys.stdin.read()\npath = sys.argv[1]\n${script}`, path], { input: token });
  return readFileSync(path);
}

describe('a token in an archive that others write', () => {
  const document = (name: string, xml: string): string =>
    `import zipfile\nz = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)\nz.writestr("[Content_Types].xml", "<Types/>")\nz.writestr("${name}", ${xml})\nz.close()`;
  it.each([
    ['docx', document('word/document.xml', '"<w:t>" + token + "</w:t>"'), 'zip:word/document.xml'],
    ['xlsx', document('xl/sharedStrings.xml', '"<sst><si><t>" + token + "</t></si></sst>"'), 'zip:xl/sharedStrings.xml'],
    ['jar', document('application.properties', '"hub.token=" + token'), 'zip:application.properties'],
    ['whl', document('pkg/config.py', '"TOKEN = \'" + token + "\'"'), 'zip:pkg/config.py'],
    [
      'zip written to a pipe',
      'import zipfile\nclass Pipe:\n  def __init__(s, f): s.f = f\n  def write(s, b): return s.f.write(b)\n  def flush(s): pass\nz = zipfile.ZipFile(Pipe(open(path, "wb")), "w", zipfile.ZIP_DEFLATED)\nz.writestr("a", "x" * 5000)\nz.writestr("b.env", "T=" + token)\nz.close()',
      'zip:b.env',
    ],
    [
      'zip of more than a stored member',
      'import zipfile\nz = zipfile.ZipFile(path, "w")\nz.writestr("a", "x" * 70000)\nz.writestr("b.env", "T=" + token)\nz.close()',
      'zip:b.env',
    ],
    [
      'zipapp',
      'import zipfile\nf = open(path, "wb")\nf.write(b"#!/usr/bin/env python3\\n")\nz = zipfile.ZipFile(f, "w", zipfile.ZIP_DEFLATED)\nz.writestr("__main__.py", "T = \'" + token + "\'")\nz.close()',
      'zip:__main__.py',
    ],
    [
      'tar.gz with long names and links',
      'import tarfile, io\nt = tarfile.open(path, "w:gz")\ni = tarfile.TarInfo("d/" + "n" * 200 + "/b.env")\ni.size = len(token)\nt.addfile(i, io.BytesIO(token.encode()))\nl = tarfile.TarInfo("link")\nl.type = tarfile.SYMTYPE\nl.linkname = "elsewhere"\nt.addfile(l)\nt.close()',
      `gzip > tar:d/${'n'.repeat(200)}/b.env`,
    ],
    [
      'old tar',
      'import tarfile, io\nt = tarfile.open(path, "w", format=tarfile.USTAR_FORMAT)\ni = tarfile.TarInfo("b.env")\ni.size = len(token)\nt.addfile(i, io.BytesIO(token.encode()))\nt.close()',
      'tar:b.env',
    ],
    [
      'torch checkpoint',
      'import zipfile, pickle\nz = zipfile.ZipFile(path, "w")\nz.writestr("archive/data.pkl", pickle.dumps({"args": {"hub_token": token}}))\nz.close()',
      'zip:archive/data.pkl',
    ],
  ])('is found in a %s', (_name, script, layers) => expect(found(byPython(script))).toEqual([`true ${layers}`]));
});

describe('a token in a notebook', () => {
  const cell = (more: object): Buffer =>
    Buffer.from(JSON.stringify({ cells: [{ cell_type: 'code', source: [], metadata: {}, outputs: [], ...more }], metadata: {}, nbformat: 4 }, null, 1));
  it.each([
    ['its source', { source: [`login(token="${token}")\n`] }],
    ['a stream', { outputs: [{ output_type: 'stream', name: 'stdout', text: [`\u001b[32m${token}\u001b[0m\n`] }] }],
    ['a traceback', { outputs: [{ output_type: 'error', ename: 'E', traceback: [`\u001b[0;31m401\u001b[0m: Bearer ${token}`] }] }],
    ['rich output', { outputs: [{ output_type: 'display_data', data: { 'application/json': JSON.stringify({ a: { token } }) } }] }],
    ['metadata', { metadata: { papermill: { parameters: { token } } } }],
  ])('is found in %s', (_name, more) => expect(found(cell(more))).toEqual(['true ']));

  it('is found in the state of a widget, in base64', () => {
    const state = { state: { abc: { model_name: 'PasswordModel', state: { value: token } } } };
    expect(found(cell({ metadata: { widgets: Buffer.from(JSON.stringify(state)).toString('base64') } }))).toEqual(['true base64']);
  });
});
