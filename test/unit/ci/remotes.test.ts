import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseRepository, repositoriesOf, repositoryAt, severalRepositories } from '#ci/gh/remotes.ts';

const ACME = { host: 'github.com', owner: 'acme', name: 'model' };

it.each([
  'https://github.com/acme/model',
  'https://github.com/acme/model.git',
  'https://github.com/acme/model/',
  'https://user:x@github.com/acme/model.git',
  'git@github.com:acme/model.git',
  'github.com:acme/model',
  'ssh://git@github.com/acme/model.git',
  'ssh://git@ssh.github.com:443/acme/model.git',
  'git://github.com/acme/model',
])('finds acme/model at %s', (url) => {
  expect(repositoryAt(url)).toEqual(ACME);
});

it.each([
  '/srv/git/model.git',
  '../model',
  'file:///srv/acme/model',
  'https://gitlab.com/acme/model',
  'git@hf.co:acme/model',
  'https://huggingface.co/acme/model',
  'https://github.com/acme',
  'https://github.com/a/b/c',
  'https://github.com/acme/mo del',
  'ext::sh -c x',
])('finds no repository of GitHub at %s', (url) => {
  expect(repositoryAt(url)).toBeUndefined();
});

it('keeps the port of an Enterprise server that is reached by https', () => {
  expect(repositoryAt('https://ghe.example.test:8443/acme/model.git')).toEqual({ ...ACME, host: 'ghe.example.test:8443' });
  expect(repositoryAt('ssh://git@ghe.example.test:2222/acme/model.git')).toEqual({ ...ACME, host: 'ghe.example.test' });
});

it('takes remotes that lead to one repository for one, and names all of several', () => {
  const origin = { name: 'origin', urls: ['git@github.com:acme/model.git'] };
  const same = [origin, { name: 'https', urls: ['https://github.com/ACME/model'] }, { name: 'hub', urls: ['https://huggingface.co/acme/model'] }];
  expect(repositoriesOf(same)).toEqual([{ remote: 'origin', repository: ACME }]);
  const several = repositoriesOf([origin, { name: 'upstream', urls: ['https://github.com/big/model'] }]);
  expect(several.map(({ remote }) => remote)).toEqual(['origin', 'upstream']);
  expect(severalRepositories(several)).toMatchObject({
    code: 'SEVERAL_REPOSITORIES',
    message: expect.stringContaining('origin = acme/model, upstream = big/model'),
    help: expect.stringMatching(/--repo acme\/model .*GH_REPO=/),
  });
  expect(() => repositoriesOf([])).toThrow(/has no remote/);
  expect(() => repositoriesOf([{ name: 'hub', urls: ['https://huggingface.co/acme/model'] }])).toThrow(/No remote of this repository leads to GitHub/);
});

it('says where the remotes lead, without a credential, and advises to add none that there is', () => {
  const problem = (...remotes: Parameters<typeof repositoriesOf>[0]): unknown => {
    try {
      return repositoriesOf(remotes);
    } catch (error) {
      return error;
    }
  };
  const origin = { name: 'origin', urls: ['https://ada:pass-word@gitlab.com/acme/model?private_token=pass-word', 'pass-word@codeberg.org:acme/model'] };
  const folder = { name: 'github', urls: ['/srv/pass-word/model.git'] };
  expect(problem()).toMatchObject({
    message: expect.stringContaining('has no remote,'),
    help: expect.stringContaining('git remote add origin https://github.com/OWNER/NAME)'),
  });
  expect(problem(folder)).toMatchObject({ help: expect.stringContaining('git remote add origin https://') });
  expect(problem(origin)).toMatchObject({
    message: 'No remote of this repository leads to GitHub (origin = gitlab.com and codeberg.org), so its secrets could not be looked up.',
    help:
      'Name the repository:  --repo OWNER/NAME   (or add it:  git remote add github https://github.com/OWNER/NAME' +
      '   or have origin lead there instead:  git remote set-url origin https://github.com/OWNER/NAME)',
  });
  expect(problem(origin, folder)).toMatchObject({
    message: expect.stringContaining('github = a folder or other address'),
    help: expect.stringMatching(/git remote add gh .*git remote set-url origin /),
  });
  for (const one of [problem(origin), problem(origin, folder)]) expect(`${one}${JSON.stringify(one)}`).not.toContain('pass-word');
});

it('never takes a URL for a repository whose name gh could read as something else', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string(), (url, tail) => {
      const found = repositoryAt(url + tail);
      expect(found === undefined || (/^[\w-]+$/.test(found.owner) && /^[\w.-]+$/.test(found.name) && !found.owner.startsWith('-'))).toBe(true);
    }),
  );
});

it('reads the name of a repository, and refuses what is none', () => {
  expect(parseRepository('acme/model')).toEqual(ACME);
  expect(parseRepository('ghe.example.test/acme/model').host).toBe('ghe.example.test');
  for (const odd of ['', 'acme', '--hostname/x', 'a/b/c/d', 'acme/mo del']) expect(() => parseRepository(odd)).toThrow(/names no repository/);
});
