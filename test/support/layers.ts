import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';

/** A tar of one file each, as ustar: what `tar` and npm write. */
export function tarOf(files: Readonly<Record<string, Uint8Array>>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, content]) => {
    const header = Buffer.alloc(512);
    header.write(name, 0, 100, 'utf8');
    header.write('0000644\0', 100);
    header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write('00000000000\0', 136);
    header.fill(' ', 148, 156);
    header.write('0', 156);
    header.write('ustar\x0000', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

export function zipOf(files: Readonly<Record<string, Uint8Array>>, level: 0 | 6 = 6): Buffer {
  return Buffer.from(zipSync(files as Record<string, Uint8Array<ArrayBuffer>>, { level }));
}

/** A zstd frame that holds its content as it is: raw blocks. @see https://www.rfc-editor.org/rfc/rfc8878#name-zstandard-frames */
export function rawZstdOf(content: Uint8Array): Buffer {
  const parts: Buffer[] = [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x80, 0x58]), Buffer.alloc(4)];
  parts[1]?.writeUInt32LE(content.length);
  for (let at = 0; at === 0 || at < content.length; at += 65_536) {
    const block = content.subarray(at, at + 65_536);
    const last = at + 65_536 >= content.length ? 1 : 0;
    const header = Buffer.alloc(3);
    header.writeUIntLE((block.length << 3) | last, 0, 3);
    parts.push(header, Buffer.from(block));
  }
  return Buffer.concat(parts);
}

function eachCharacter(text: string, write: (code: number) => string): string {
  return [...text].map((character) => write(character.charCodeAt(0))).join('');
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

function wrapped(text: string, lineEnd: string, width = 76): string {
  return text.replace(new RegExp(`.{${width}}`, 'g'), `$&${lineEnd}`);
}

/** A way to hide a text in another one, and the layers that a match in it then has. */
export interface Disguise {
  readonly name: string;
  readonly layers: readonly string[];
  hide(text: Uint8Array): Buffer;
}

const inText = (name: string, layer: string, write: (text: Uint8Array) => string): Disguise => ({
  name,
  layers: [layer],
  hide: (text) => Buffer.from(write(text)),
});

const base64 = (text: Uint8Array): string => Buffer.from(text).toString('base64');
const latin1 = (text: Uint8Array): string => Buffer.from(text).toString('latin1');

export const TEXT_DISGUISES: readonly Disguise[] = [
  inText('base64, the whole file', 'base64', base64),
  inText('base64 with a line end', 'base64', (text) => `${base64(text)}\n`),
  inText('url-safe base64 in JSON', 'base64', (text) => `{"key": "${Buffer.from(text).toString('base64url')}"}`),
  inText('base64 in YAML', 'base64', (text) => `apiVersion: v1\ndata:\n  token: ${base64(text)}\n  other: value\n`),
  inText('base64 in a data URL', 'base64', (text) => `<a href="data:text/plain;base64,${base64(text)}">x</a>`),
  inText('base64 behind Basic', 'base64', (text) => `Authorization: Basic ${base64(text)}\r\n`),
  inText('base64 in lines of 76', 'base64', (text) => `-----BEGIN-----\n${wrapped(base64(text), '\n')}\n-----END-----\n`),
  inText('base64 in lines of 64 with CRLF', 'base64', (text) => `x\r\n${wrapped(base64(text), '\r\n', 64)}\r\ny\r\n`),
  inText('base64 in indented lines', 'base64', (text) => `cert: |\n  ${wrapped(base64(text), '\n  ', 60)}\n`),
  inText('base64 in lines in JSON', 'base64', (text) => `{"image/png": "${wrapped(base64(text), '\\n')}\\n"}`),
  inText('base64 in a JSON list of lines', 'base64', (text) => `["${wrapped(base64(text), '\\n",\n   "')}\\n"]`),
  inText('base64 in joined strings', 'base64', (text) => `key = "${wrapped(base64(text), '" +\n  "', 40)}";`),
  inText('base64 with slashes escaped as in PHP', 'base64', (text) => `{"k":"${base64(text).replaceAll('/', '\\/')}"}`),
  inText('hex', 'hex', (text) => Buffer.from(text).toString('hex')),
  inText('hex in capitals, in a call', 'hex', (text) => `unhex('${Buffer.from(text).toString('hex').toUpperCase()}')`),
  inText('percent escapes', 'percent', (text) => `https://a.example/?q=${eachCharacter(latin1(text), (code) => `%${hex(code, 2)}`)}&x=1`),
  inText(
    'percent escapes of all but letters and digits',
    'percent',
    (text) => `?q=${latin1(text).replace(/[^A-Za-z0-9]/g, (one) => `%${hex(one.charCodeAt(0), 2).toUpperCase()}`)}`,
  ),
  inText('percent escapes, twice', 'percent', (text) => `?q=${eachCharacter(latin1(text), (code) => `%25${hex(code, 2)}`)}`),
  inText('HTML references by number', 'html', (text) => `<p>${eachCharacter(latin1(text), (code) => `&#${code};`)}</p>`),
  inText('HTML references in hex', 'html', (text) => `<p>${eachCharacter(latin1(text), (code) => `&#x${hex(code, 2)};`)}</p>`),
  inText('JSON escapes', 'json', (text) => `{"a": "${eachCharacter(latin1(text), (code) => `\\u${hex(code, 4)}`)}"}`),
  inText(
    'JSON escapes of all but letters and digits',
    'json',
    (text) => `{"a": "${latin1(text).replace(/[^A-Za-z0-9]/g, (one) => `\\u${hex(one.charCodeAt(0), 4)}`)}"}`,
  ),
  inText('JSON escapes in JSON', 'json', (text) => JSON.stringify({ cell: `{"a": "${eachCharacter(latin1(text), (code) => `\\u${hex(code, 4)}`)}"}` })),
  inText('braced escapes', 'json', (text) => `'${eachCharacter(latin1(text), (code) => `\\u{${hex(code, 2)}}`)}'`),
  inText('\\x escapes', 'escape', (text) => `b'${eachCharacter(latin1(text), (code) => `\\x${hex(code, 2)}`)}'`),
  inText('octal escapes', 'escape', (text) => `$'${eachCharacter(latin1(text), (code) => `\\${code.toString(8).padStart(3, '0')}`)}'`),
];

export const ARCHIVE_DISGUISES: readonly Disguise[] = [
  { name: 'gzip', layers: ['gzip'], hide: (text) => gzipSync(text) },
  { name: 'zip', layers: ['zip:pkg/config.py'], hide: (text) => zipOf({ 'README.md': Buffer.from('x'), 'pkg/config.py': text }) },
  { name: 'zip, stored', layers: ['zip:pkg/config.py'], hide: (text) => zipOf({ 'pkg/config.py': text, z: Buffer.from('z') }, 0) },
  { name: 'tar', layers: ['tar:package/.env'], hide: (text) => tarOf({ 'package/a': Buffer.from('a'), 'package/.env': text }) },
  { name: 'an npm tarball', layers: ['gzip', 'tar:package/.env'], hide: (text) => gzipSync(tarOf({ 'package/.env': text })) },
  { name: 'base64 of gzip', layers: ['base64', 'gzip'], hide: (text) => Buffer.from(`x: ${gzipSync(text).toString('base64')}\n`) },
  { name: 'hex of gzip', layers: ['hex', 'gzip'], hide: (text) => Buffer.from(`x: ${gzipSync(text).toString('hex')}\n`) },
  {
    name: 'base64 of zip in lines',
    layers: ['base64', 'zip:a.txt'],
    hide: (text) => Buffer.from(`x:\n${wrapped(zipOf({ 'a.txt': text }).toString('base64'), '\n')}\n`),
  },
  { name: 'base64 of base64', layers: ['base64', 'base64'], hide: (text) => Buffer.from(`x: ${base64(Buffer.from(`y: ${base64(text)}`))}\n`) },
  { name: 'base64 in UTF-16', layers: ['utf-16', 'base64'], hide: (text) => Buffer.from(`\ufeffkey = ${base64(text)}\r\n`, 'utf16le') },
  {
    name: 'base64 of gzip of tar of JSON',
    layers: ['base64', 'gzip', 'tar:n.ipynb', 'json'],
    hide: (text) =>
      Buffer.from(gzipSync(tarOf({ 'n.ipynb': Buffer.from(`["${eachCharacter(latin1(text), (code) => `\\u${hex(code, 4)}`)}"]`) })).toString('base64')),
  },
];
