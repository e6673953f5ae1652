import { createHash } from '#crypto.ts';
import type { Habit, HabitPattern } from '#detect/habits/habit.ts';
import type { Piece } from '#detect/habits/piece.ts';
import { piecesOf } from '#detect/habits/pieces.ts';
import { type Statement, statementsOf } from '#detect/habits/statements.ts';
import { findInlineAllow } from '#detect/inline-allow.ts';
import type { InlineAllow } from '#detect/match.ts';

/** A statement that shows a habit. */
export interface HabitMatch {
  readonly habit: Habit;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  /** The statement's first line as it stands there; it may hold a token. */
  readonly excerpt: string;
  /** Of the statement, without its layout: stable when it moves. */
  readonly sha256: string;
  readonly allow: InlineAllow | undefined;
}

/** A piece of code with what is asked of it more than once. */
interface Read {
  readonly piece: Piece;
  /** The code of all its statements, each at its offset. */
  readonly code: string;
  readonly rows: readonly string[];
  /** Where each row starts. */
  readonly starts: readonly number[];
  /** Whether a pattern's conditions on the whole file hold. */
  readonly isPossible: (pattern: HabitPattern) => boolean;
}

/** How far behind a statement `followedBy` looks. Characters. */
const BEHIND = 65_536;

function followed({ followedBy, until }: HabitPattern, behind: string): boolean {
  if (followedBy === undefined) return true;
  const end = until?.exec(behind)?.index ?? behind.length;
  return followedBy.test(behind.slice(0, end));
}

/** Where in the statement a pattern matches; -1 where it does not. */
function matchIn(one: HabitPattern, statement: Statement, { piece, code, isPossible }: Read): number {
  if (one.in !== undefined && !one.in.includes(piece.setting)) return -1;
  const seen = one.on === 'text' ? statement.text : statement.code;
  const at = seen.search(one.pattern);
  if (at === -1 || one.unless?.test(seen) === true || !isPossible(one)) return -1;
  const end = statement.offset + statement.code.length;
  return followed(one, one.followedBy === undefined ? '' : code.slice(end, end + BEHIND)) ? at : -1;
}

function firstMatch(habit: Habit, statement: Statement, read: Read): number {
  for (const one of habit.patterns[read.piece.language] ?? []) {
    const at = matchIn(one, statement, read);
    if (at !== -1) return at;
  }
  return -1;
}

/** The row of an offset. */
function rowOf(offset: number, starts: readonly number[]): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function describe(habit: Habit, { statement, at }: { readonly statement: Statement; readonly at: number }, { piece, rows, starts }: Read): HabitMatch {
  const inStatement = at + (/^\s*/.exec(statement.text.slice(at))?.[0].length ?? 0);
  const row = rowOf(statement.offset + inStatement, starts);
  const last = rowOf(statement.offset + statement.text.length, starts);
  return {
    habit,
    line: piece.lines[row] ?? 1,
    column: statement.offset + inStatement - (starts[row] ?? 0) + piece.indent + 1,
    excerpt: (rows[row] ?? '').trim(),
    sha256: createHash('sha256').update(statement.text.replace(/\s+/g, ' ').trim()).digest('hex'),
    allow: findInlineAllow(rows.slice(row, last + 1).join('\n'), habit.id),
  };
}

function conditions(file: string): Read['isPossible'] {
  const known = new Map<HabitPattern, boolean>();
  return (one) => {
    const holds = known.get(one) ?? (one.fileNeeds?.test(file) !== false && one.fileUnless?.test(file) !== true);
    known.set(one, holds);
    return holds;
  };
}

/**
 * Finds statements in a file that show a habit, each habit once a statement.
 *
 * @param path Says what the file is written in.
 */
export function findHabits(path: string, text: string, habits: readonly Habit[]): readonly HabitMatch[] {
  const lower = text.toLowerCase();
  const possible = habits.filter((habit) => habit.literals.some((literal) => lower.includes(literal.toLowerCase())));
  if (possible.length === 0) return [];
  const isPossible = conditions(text);
  return piecesOf(path, text).flatMap((piece) => {
    const relevant = possible.filter((habit) => habit.patterns[piece.language] !== undefined);
    return relevant.length === 0 ? [] : habitsIn(piece, relevant, isPossible);
  });
}

function habitsIn(piece: Piece, habits: readonly Habit[], isPossible: Read['isPossible']): readonly HabitMatch[] {
  const statements = statementsOf(piece.source, piece.language);
  const rows = piece.source.split('\n');
  let next = 0;
  const starts = rows.map((row) => {
    const start = next;
    next += row.length + 1;
    return start;
  });
  const read: Read = { piece, code: joined(statements), rows, starts, isPossible };
  return statements.flatMap((statement) =>
    habits.flatMap((habit) => {
      const at = firstMatch(habit, statement, read);
      return at === -1 ? [] : [describe(habit, { statement, at }, read)];
    }),
  );
}

/** The code of a piece, each statement at its offset. */
function joined(statements: readonly Statement[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { offset, code } of statements) {
    parts.push('\n'.repeat(offset - at), code);
    at = offset + code.length;
  }
  return parts.join('');
}
