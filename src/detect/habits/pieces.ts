import { formatOf } from '#detect/habits/format.ts';
import type { Language, Setting } from '#detect/habits/habit.ts';
import { codeBlocks } from '#detect/habits/markdown.ts';
import { notebookPieces } from '#detect/habits/notebook.ts';
import { type Piece, range, type Stand } from '#detect/habits/piece.ts';
import { runPieces, scriptPieces } from '#detect/habits/scripts.ts';

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
  if (format === 'markdown') return codeBlocks(text).flatMap(({ language, lines, from }) => piecesIn(language, lines, { from, setting: 'markdown' }));
  if (format === 'notebook') return notebookPieces(text);
  const setting: Setting = format === 'workflow' || format === 'dockerfile' ? format : 'file';
  return piecesIn(format, text.split('\n'), { from: 1, setting });
}
