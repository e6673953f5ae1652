import type { Language } from '#detect/habits/habit.ts';

export type Format = Language | 'markdown' | 'notebook';

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
export function formatOf(path: string, firstLine: string): Format | undefined {
  const byName = EXTENSIONS.find(([pattern]) => pattern.test(path))?.[1];
  if (byName !== undefined || /\.[^/.]+$/.test(path)) return byName;
  return SHEBANGS.find(([pattern]) => pattern.test(firstLine))?.[1];
}
