import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { commitLog, type LoggedCommit } from '#git/commit-log.ts';
import { Repository } from '../support/repository.ts';

const COMMITS = 5_000;

/** A history with a merge in every tenth commit, and paths that hold what git would quote. */
function longHistory(): Repository {
  const repository = Repository.create();
  const lines: string[] = [];
  for (let mark = 1; mark <= COMMITS; mark += 1) {
    const merged = mark > 20 && mark % 10 === 0 ? [`merge :${mark - 7}`] : [];
    const parent = mark === 1 ? [] : [`from :${mark - 1}`];
    const header = ['commit refs/heads/main', `mark :${mark}`, `committer A <a@example.invalid> ${1_600_000_000 + mark} +0000`, 'data 1', 'x'];
    lines.push(...header, ...parent, ...merged, `M 100644 inline "d${mark % 7}/f\\n${mark % 11}"`, `data ${String(mark).length}`, String(mark), '');
  }
  execFileSync('git', ['fast-import', '--quiet'], { cwd: repository.path, env: repository.env, input: `${lines.join('\n')}\n` });
  return repository;
}

async function logged(repository: Repository, options: readonly string[], isWanted?: (oid: string) => boolean): Promise<LoggedCommit[]> {
  const all: LoggedCommit[] = [];
  const walk = { walk: { options }, ...(isWanted === undefined ? {} : { isWanted }) };
  for await (const one of commitLog({ cwd: repository.path, env: repository.env }, walk)) all.push(one);
  return all;
}

it('tells of a long history in the order of one walk, as git log does, though two processes share it', async () => {
  const repository = longHistory();
  const all = await logged(repository, ['--all']);
  expect(all.map(({ commit }) => commit.oid).join('\n')).toBe(repository.git('rev-list', '--topo-order', '--reverse', '--all').trim());
  const changes = all.flatMap(({ commit, changes }) => changes.map(({ pathBytes, newOid, oldOids }) => `${commit.oid} ${pathBytes} ${oldOids} ${newOid}`));
  const log = repository.git('log', '--topo-order', '--reverse', '-c', '--raw', '-z', '--root', '--no-abbrev', '--no-renames', '--format=%x01%H', '--all');
  const expected = log.split('\u0001').flatMap((record) => {
    const [oid = '', ...fields] = record.split('\0').map((field) => field.replace(/^\n/, ''));
    return fields.flatMap((head, index) => {
      if (!head.startsWith(':')) return [];
      const parents = /^:*/.exec(head)?.[0].length ?? 1;
      const oids = head
        .slice(parents)
        .split(' ')
        .slice(parents + 1, -1);
      return [`${oid.trim()} ${fields[index + 1]} ${oids.slice(0, -1)} ${oids.at(-1)}`];
    });
  });
  expect(expected.length).toBeGreaterThan(COMMITS / 2);
  expect(changes).toEqual(expected);
});

it('leaves out what is not asked for, and keeps the commits', async () => {
  const repository = longHistory();
  const wanted = repository.git('ls-tree', '-r', 'main').split(/\s/)[2];
  const all = await logged(repository, ['main'], (oid) => oid === wanted);
  expect(all).toHaveLength(COMMITS);
  expect(all.flatMap(({ changes }) => changes.map(({ newOid }) => newOid))).toEqual([wanted]);
});
