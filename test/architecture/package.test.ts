import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

function packed(): readonly string[] {
  const list = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return (JSON.parse(list) as { files: { path: string }[] }[]).flatMap(({ files }) => files.map(({ path }) => path));
}

/** Files that a page links to, as paths in the package. */
function linkedFrom(page: string): readonly string[] {
  const links = [...readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!https?:|#|mailto:)(?<path>[^)#\s]+)/g)];
  return links.map((link) => normalize(join(dirname(page), link.groups?.['path'] ?? '')));
}

it('ships each file that the README and the pages of the documentation lead to', () => {
  const files = packed();
  const pages = files.filter((file) => file.endsWith('.md'));
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/doctor.md', 'docs/rules.md', 'docs/habits.md']));
  const leads = pages.flatMap((page) => linkedFrom(page).map((to) => ({ page, to })));
  expect(leads.length).toBeGreaterThan(20);
  expect(leads.filter(({ to }) => !files.some((file) => file === to || file.startsWith(`${to}/`)))).toEqual([]);
});

it('ships neither tests nor sources', () => {
  expect(packed().filter((file) => /^(?:src|test|\.ci|\.husky|node_modules)\//.test(file))).toEqual([]);
});
