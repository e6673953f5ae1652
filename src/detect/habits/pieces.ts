import type { Language, Setting } from '#detect/habits/habit.ts';

/** Code in one language, as it stands in a file. */
export interface Piece {
  readonly language: Language;
  readonly setting: Setting;
  readonly source: string;
  /** The line of the file, from 1, that each line of the source stands on. */
  readonly lines: readonly number[];
  /** Characters before each line of the source. */
  readonly indent: number;
}

type Format = Language | 'markdown' | 'notebook';

const EXTENSIONS: readonly (readonly [RegExp, Format])[] = [
  [/(?:^|\/)\.(?:github\/workflows\/[^/]+|gitlab-ci|circleci\/config)\.ya?ml$|(?:^|\/)(?:action|azure-pipelines|bitbucket-pipelines)\.ya?ml$/i, 'workflow'],
  [/(?:^|\/)(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$|\.dockerfile$/i, 'dockerfile'],
  [/\.(?:sh|bash|zsh|ksh)$|(?:^|\/)\.(?:bashrc|zshrc|profile|envrc)$/i, 'shell'],
  [/\.pyw?$/i, 'python'],
  [/\.[cm]?[jt]sx?$/i, 'javascript'],
  [/\.(?:md|mdx|markdown)$/i, 'markdown'],
  [/\.ipynb$/i, 'notebook'],
];

const SHEBANGS: readonly (readonly [RegExp, Format])[] = [
  [/^#!.*\b(?:ba|z|k|da)?sh\b/, 'shell'],
  [/^#!.*\bpython[\d.]*\b/, 'python'],
  [/^#!.*\bnode\b/, 'javascript'],
];

/** Whether a file's name, or that it has no ending, leaves it possible that it holds code. */
export function mayHoldCode(path: string): boolean {
  return !/\.[^/.]+$/.test(path) || EXTENSIONS.some(([pattern]) => pattern.test(path));
}

/** What a file is written in, by its name, or by its first line where the name has no ending. */
function formatOf(path: string, firstLine: string): Format | undefined {
  const byName = EXTENSIONS.find(([pattern]) => pattern.test(path))?.[1];
  if (byName !== undefined || /\.[^/.]+$/.test(path)) return byName;
  return SHEBANGS.find(([pattern]) => pattern.test(firstLine))?.[1];
}

function range(from: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}

const FENCES: Readonly<Record<string, Language>> = {
  bash: 'shell', sh: 'shell', shell: 'shell', zsh: 'shell', console: 'shell', 'shell-session': 'shell', python: 'python', py: 'python', python3: 'python', javascript: 'javascript',
  js: 'javascript', jsx: 'javascript', ts: 'javascript', tsx: 'javascript', typescript: 'javascript', yaml: 'workflow', yml: 'workflow', dockerfile: 'dockerfile', docker: 'dockerfile',
}; // biome-ignore format: a table

/** In a transcript only what follows a prompt is typed. */
function typed(lines: readonly string[]): readonly string[] {
  const isTranscript = lines.some((line) => /^\s*[$>] /.test(line));
  return isTranscript ? lines.map((line) => (/^\s*[$>] /.test(line) ? line.replace(/[$>]/, ' ') : '')) : lines;
}

function markdownPieces(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const lines = text.split('\n');
  let open: { readonly fence: string; readonly language: Language | undefined; readonly from: number } | undefined;
  lines.forEach((line, index) => {
    const found = /^\s*(?:>\s*)?(?<fence>`{3,}|~{3,})\s*\{?\.?(?<tag>[\w-]*)/.exec(line)?.groups;
    if (found === undefined) return;
    if (open === undefined) {
      open = { fence: found['fence'] as string, language: FENCES[(found['tag'] ?? '').toLowerCase()], from: index + 1 };
    } else if ((found['fence'] as string).startsWith(open.fence) && found['tag'] === '') {
      const body = lines.slice(open.from, index);
      if (open.language !== undefined)
        pieces.push(...piecesIn(open.language, open.language === 'shell' ? typed(body) : body, { from: open.from + 1, setting: 'markdown' }));
      open = undefined;
    }
  });
  return pieces;
}

interface Cell {
  readonly cell_type?: unknown;
  readonly source?: unknown;
}

/** Each line of a cell stands, as a JSON string, on a line of the file, in order. */
function notebookPieces(text: string): readonly Piece[] {
  const { cells } = JSON.parse(text) as { readonly cells?: readonly Cell[] };
  const pieces: Piece[] = [];
  let cursor = 0;
  let line = 1;
  for (const { cell_type: type, source } of Array.isArray(cells) ? cells : []) {
    if (type !== 'code') continue;
    const rows = (Array.isArray(source) ? source : [source]).filter((row) => typeof row === 'string').flatMap((row) => row.split(/(?<=\n)/));
    const numbers = rows.map((row) => {
      const at = text.indexOf(JSON.stringify(row).slice(1, -1), cursor);
      if (at !== -1) {
        line += text.slice(cursor, at).split('\n').length - 1;
        cursor = at;
      }
      return line;
    });
    pieces.push(
      ...cellPieces(
        rows.map((row) => row.replace(/\n$/, '')),
        numbers,
      ),
    );
  }
  return pieces;
}

function cellPieces(rows: readonly string[], lines: readonly number[]): readonly Piece[] {
  const isShell = (row: string): boolean => /^\s*[!%]/.test(row);
  const base = { setting: 'notebook', lines, indent: 0 } as const;
  if (/^%%(?:bash|sh)\b/.test(rows[0] ?? '')) return [{ ...base, language: 'shell', source: ['', ...rows.slice(1)].join('\n') }];
  return [
    { ...base, language: 'python', source: rows.map((row) => (isShell(row) ? '' : row)).join('\n') },
    {
      ...base,
      language: 'shell',
      source: rows.map((row) => (isShell(row) ? row.replace(/[!%]/, ' ').replace(/^\s*env\s+(?=\w+=)/, 'export ') : '')).join('\n'),
    },
  ];
}

interface Stand {
  /** The line of the file that the first line stands on. */
  readonly from: number;
  readonly setting: Setting;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** The scripts of a workflow: `run: |` and what is indented below it, `run: …`, and the items of `script:`. */
function scriptPieces(lines: readonly string[], { from, setting }: Stand): readonly Piece[] {
  const pieces: Piece[] = [];
  const push = (first: number, body: readonly string[], indent: number): void => {
    const source = body.map((line) => line.slice(indent)).join('\n');
    pieces.push({ language: /^\s*(?:import|from) \w/.test(source) ? 'python' : 'shell', setting, source, lines: range(from + first, body.length), indent });
  };
  for (let index = 0; index < lines.length; index += 1) {
    const found = /^(?<before>\s*(?:- )?\s*)(?:run|script|before_script|after_script):(?<rest>.*)$/.exec(lines[index] as string)?.groups;
    if (found === undefined) continue;
    const rest = (found['rest'] as string).trim();
    const depth = (found['before'] as string).length;
    let end = index + 1;
    while (
      end < lines.length &&
      ((lines[end] as string).trim() === '' ||
        indentOf(lines[end] as string) > depth ||
        (rest === '' && /^\s*- /.test(lines[end] as string) && indentOf(lines[end] as string) >= depth))
    )
      end += 1;
    const body = lines.slice(index + 1, end);
    if (/^[|>]/.test(rest)) push(index + 1, body, Math.min(...body.filter((line) => line.trim() !== '').map(indentOf), 200));
    else if (rest === '')
      push(
        index + 1,
        body.map((line) => line.replace(/^(\s*)- /, '$1  ')),
        0,
      );
    else push(index, [(lines[index] as string).replace(/^\s*(?:- )?\s*\w+:/, (key) => ' '.repeat(key.length))], 0);
  }
  return pieces;
}

/** What RUN runs: the instruction and the lines that continue it. */
function runPieces(lines: readonly string[], { from, setting }: Stand): readonly Piece[] {
  let runs = false;
  let continues = false;
  const shell = lines.map((line) => {
    const isComment = /^\s*#/.test(line);
    if (!continues && !isComment) runs = /^\s*RUN\s/i.test(line);
    const shown = runs && !isComment ? (continues ? line : line.replace(/^\s*RUN(?:\s+--\w+=\S+)*/i, (run) => ' '.repeat(run.length))) : '';
    continues = isComment ? continues : /\\\s*$/.test(line);
    return shown;
  });
  return [{ language: 'shell', setting, source: shell.join('\n'), lines: range(from, lines.length), indent: 0 }];
}

function piecesIn(language: Language, lines: readonly string[], stand: Stand): readonly Piece[] {
  const source = lines.join('\n');
  const whole: Piece = { language, setting: stand.setting, source, lines: range(stand.from, lines.length), indent: 0 };
  if (language === 'workflow') return [whole, ...scriptPieces(lines, stand)];
  return language === 'dockerfile' ? [whole, ...runPieces(lines, stand)] : [whole];
}

/** The code of a file, by language: scripts of a workflow, blocks of a Markdown file and cells of a notebook too. A notebook that is no JSON has none. */
export function piecesOf(path: string, text: string): readonly Piece[] {
  const format = formatOf(path, text.slice(0, text.indexOf('\n') + 1 || undefined));
  if (format === undefined) return [];
  if (format === 'markdown') return markdownPieces(text);
  if (format === 'notebook') return notebookPieces(text);
  const setting: Setting = format === 'workflow' || format === 'dockerfile' ? format : 'file';
  return piecesIn(format, text.split('\n'), { from: 1, setting });
}
