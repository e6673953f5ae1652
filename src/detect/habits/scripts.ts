import { type Piece, range, type Stand } from '#detect/habits/piece.ts';

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** The scripts of a workflow: `run: |` and what is indented below it, `run: …`, and the items of `script:`. */
export function scriptPieces(lines: readonly string[], { from, setting }: Stand): readonly Piece[] {
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
export function runPieces(lines: readonly string[], { from, setting }: Stand): readonly Piece[] {
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
