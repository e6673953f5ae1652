import { type Diagnosis, defineDiagnosis, printedBy } from '#auth/diagnosis/diagnosis.ts';
import { GIT, GITHUB_SERVICE, HUB_SERVICE } from '#auth/diagnosis/families/sources.ts';

const area = 'git';
const LOGIN = 'hf auth login --add-to-git-credential   (user name: yours; password: the token)';
const FORGET = 'Forget the old one: printf "protocol=https\\nhost=huggingface.co\\n" | git credential reject';

export const GIT_FAMILY: readonly Diagnosis[] = [
  defineDiagnosis({
    id: 'git-password-removed',
    area,
    title: 'The Hub takes no passwords for git',
    meaning: 'The password that git sent is an old one of the account, or none. git needs a token with write access as its password.',
    fix: [FORGET, LOGIN],
    log: printedBy(HUB_SERVICE, 'Password authentication in git is no longer supported', 'Support for password authentication was removed'),
    examples: {
      lines: ['remote: Password authentication in git is no longer supported. You must use a user access token or an SSH key instead.'],
      others: ['PasswordAuthentication no'],
    },
    references: ['https://huggingface.co/blog/password-git-deprecation', 'https://github.com/huggingface/huggingface_hub/issues/1706'],
  }),
  defineDiagnosis({
    id: 'git-no-credentials',
    area,
    title: 'git has no credentials and nobody to ask',
    meaning: 'In CI, in a hook or in a container there is no terminal. Do not put the token into the URL: it stays in .git/config and in logs.',
    fix: [LOGIN, 'In CI: hf upload OWNER/NAME . with HF_TOKEN in env:'],
    log: printedBy(GIT, 'could not read Username for', 'could not read Password for'),
    examples: {
      lines: [
        "fatal: could not read Username for 'https://huggingface.co': terminal prompts disabled",
        "fatal: could not read Username for 'https://huggingface.co': No such device or address",
      ],
      others: ['read Username from the keyring'],
    },
    references: ['https://git-scm.com/docs/gitcredentials'],
  }),
  defineDiagnosis({
    id: 'git-authentication-failed',
    area,
    title: "git's credentials are not accepted",
    meaning: 'A credential helper keeps an old token, or the URL of the remote holds one.',
    fix: [FORGET, LOGIN, 'git remote -v   (a token in a URL: auth-guard scan .git/config)'],
    log: printedBy(GIT, ['Authentication failed for', /fatal: Authentication failed for/]),
    followsFrom: ['git-password-removed'],
    examples: { lines: ["fatal: Authentication failed for 'https://huggingface.co/acme/m/'"], others: ['Authentication succeeded for a'] },
    references: ['https://git-scm.com/docs/gitcredentials'],
  }),
  defineDiagnosis({
    id: 'git-not-authorized',
    area,
    title: 'git may not push there',
    meaning: 'The token is accepted, but reads only, or its owner may not write to this repository.',
    fix: ['auth-guard validate huggingface --needs write,repo:OWNER/NAME', FORGET, LOGIN],
    log: [
      ...printedBy(HUB_SERVICE, 'You are not authorized to push to this repo', 'batch response: Authorization error'),
      ...printedBy('git-lfs', 'You must have push access to verify locks'),
      ...printedBy(GITHUB_SERVICE, ['Permission to', /remote: Permission to \S+ denied to/], 'Write access to repository not granted'),
    ],
    examples: {
      lines: [
        'remote: You are not authorized to push to this repo.',
        'batch response: Authorization error.',
        'remote: Permission to o/r.git denied to github-actions[bot].',
      ],
      others: ['Permission to continue?'],
    },
    references: ['https://github.com/huggingface/datasets/issues/5601'],
  }),
  defineDiagnosis({
    id: 'git-forbidden',
    area,
    title: '403 for git',
    meaning: 'The server knows who asks, and does not allow it.',
    fix: ['auth-guard validate huggingface', LOGIN],
    log: printedBy(GIT, 'The requested URL returned error: 403'),
    followsFrom: ['git-not-authorized', 'git-password-removed'],
    examples: {
      lines: ["fatal: unable to access 'https://huggingface.co/acme/m/': The requested URL returned error: 403"],
      others: ['The requested URL returned error: 503'],
    },
    references: ['https://git-scm.com/docs/gitcredentials'],
  }),
  defineDiagnosis({
    id: 'git-push-protection',
    area,
    title: 'GitHub refused the push because it holds a secret',
    meaning: 'Push protection found a token in the commits. Taking it out of the newest commit alone is not enough.',
    fix: ['auth-guard scan --history --range origin/HEAD..HEAD', 'Revoke the token, then take it out of the commits: git rebase -i, or auth-guard purge'],
    log: printedBy(GITHUB_SERVICE, 'Push cannot contain secrets', ['GH013', /GH013: Repository rule violations found/]),
    examples: {
      lines: ['remote: - Push cannot contain secrets', 'remote: error: GH013: Repository rule violations found for refs/heads/main.'],
      others: ['Push may contain secrets'],
    },
    references: [
      'https://docs.github.com/code-security/secret-scanning/working-with-secret-scanning-and-push-protection/working-with-push-protection-from-the-command-line',
    ],
  }),
  defineDiagnosis({
    id: 'git-push-rejected',
    area,
    title: 'The push was rejected',
    meaning: 'The server took nothing. The lines that start with "remote:" say why.',
    fix: ['Read the lines that start with "remote:" above it', 'git pull --rebase, when the branch has moved on'],
    log: printedBy('git', 'error: failed to push some refs to', '[remote rejected]'),
    followsFrom: ['git-push-protection', 'git-not-authorized', 'git-password-removed', 'git-authentication-failed', 'git-forbidden', 'git-no-credentials'],
    examples: {
      lines: ["error: failed to push some refs to 'https://huggingface.co/datasets/acme/d'", ' ! [remote rejected] main -> main (pre-receive hook declined)'],
      others: ['pushed some refs'],
    },
    references: ['https://git-scm.com/docs/git-push'],
  }),
];
