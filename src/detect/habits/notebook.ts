import type { Piece } from '#detect/habits/piece.ts';

interface Cell {
  readonly cell_type?: unknown;
  readonly source?: unknown;
}

/** Each line of a cell stands, as a JSON string, on a line of the file, in order. */
export function notebookPieces(text: string): readonly Piece[] {
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
