import type { Language } from '#detect/habits/habit.ts';

const FENCES: Readonly<Record<string, Language>> = {
  bash: 'shell', sh: 'shell', shell: 'shell', zsh: 'shell', console: 'shell', 'shell-session': 'shell', python: 'python', py: 'python', python3: 'python', javascript: 'javascript',
  js: 'javascript', jsx: 'javascript', ts: 'javascript', tsx: 'javascript', typescript: 'javascript', yaml: 'workflow', yml: 'workflow', dockerfile: 'dockerfile', docker: 'dockerfile',
}; // biome-ignore format: a table

/** In a transcript only what follows a prompt is typed. */
function typed(lines: readonly string[]): readonly string[] {
  const isTranscript = lines.some((line) => /^\s*[$>] /.test(line));
  return isTranscript ? lines.map((line) => (/^\s*[$>] /.test(line) ? line.replace(/[$>]/, ' ') : '')) : lines;
}

/** A fenced block in a language that is known. */
interface Block {
  readonly language: Language;
  readonly lines: readonly string[];
  /** The line of the file that its first line stands on. */
  readonly from: number;
}

/** The blocks of code in a Markdown file; of a transcript in a shell, what is typed. */
export function codeBlocks(text: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = text.split('\n');
  let open: { readonly fence: string; readonly language: Language | undefined; readonly from: number } | undefined;
  lines.forEach((line, index) => {
    const found = /^\s*(?:>\s*)?(?<fence>`{3,}|~{3,})\s*\{?\.?(?<tag>[\w-]*)/.exec(line)?.groups;
    if (found === undefined) return;
    const { fence = '', tag = '' } = found;
    if (open === undefined) {
      open = { fence, language: FENCES[tag.toLowerCase()], from: index + 1 };
    } else if (fence.startsWith(open.fence) && tag === '') {
      const body = lines.slice(open.from, index);
      if (open.language !== undefined) blocks.push({ language: open.language, lines: open.language === 'shell' ? typed(body) : body, from: open.from + 1 });
      open = undefined;
    }
  });
  return blocks;
}
