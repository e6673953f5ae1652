import { type Diagnosis, defineDiagnosis, printedBy } from '#auth/diagnosis/diagnosis.ts';
import { GH, GITHUB_SERVICE } from '#auth/diagnosis/families/sources.ts';

const area = 'GitHub';
const PERMISSIONS = 'https://docs.github.com/actions/security-for-github-actions/security-guides/automatic-token-authentication';

export const GITHUB: readonly Diagnosis[] = [
  defineDiagnosis({
    id: 'gh-no-login',
    area,
    title: 'gh has no login',
    meaning: 'No token of GitHub is stored, and GH_TOKEN is not set.',
    fix: ['gh auth login', 'or set GH_TOKEN'],
    log: printedBy(GH, 'To get started with GitHub CLI, please run', 'You are not logged into any GitHub hosts'),
    examples: { lines: ['To get started with GitHub CLI, please run:  gh auth login'], others: ['Logged in to github.com as octocat'] },
    references: ['https://cli.github.com/manual/gh_auth_login'],
  }),
  defineDiagnosis({
    id: 'gh-token-not-passed',
    area,
    title: 'gh gets no token in GitHub Actions',
    meaning: 'The job has a token, but a step that runs gh must be given it.',
    fix: ['In the step:  env: { GH_TOKEN: "${{ github.token }}" }'],
    log: printedBy(GH, 'set the GH_TOKEN environment variable'),
    examples: { lines: ['gh: To use GitHub CLI in a GitHub Actions workflow, set the GH_TOKEN environment variable. Example:'], others: ['GH_TOKEN is set'] },
    references: ['https://docs.github.com/actions/using-workflows/using-github-cli-in-workflows'],
  }),
  defineDiagnosis({
    id: 'gh-bad-credentials',
    area,
    title: 'GitHub does not accept the token',
    meaning: 'GH_TOKEN or the stored login has expired, was revoked, or is cut off.',
    fix: ['gh api user', 'gh auth refresh   (or: gh auth login)', 'unset GH_TOKEN GITHUB_TOKEN   (they win over the stored login)'],
    log: printedBy(GITHUB_SERVICE, 'Bad credentials'),
    examples: {
      lines: ['gh: Bad credentials (HTTP 401)', '{"message":"Bad credentials","documentation_url":"https://docs.github.com/rest"}'],
      others: ['good credentials'],
    },
    references: ['https://docs.github.com/rest/authentication/authenticating-to-the-rest-api'],
  }),
  defineDiagnosis({
    id: 'gh-not-permitted',
    area,
    title: "The workflow's or the personal token may not do this",
    meaning: 'The token of a job has few permissions, and never those for secrets; a fine-grained one has those that were ticked.',
    fix: ['In the workflow:  permissions: { contents: write }   (what the call needs)', 'For secrets: a fine-grained token with "Secrets: write", as GH_TOKEN'],
    log: printedBy(
      GITHUB_SERVICE,
      'Resource not accessible by integration',
      'Resource not accessible by personal access token',
      'Must have admin rights to Repository',
    ),
    examples: {
      lines: ['HTTP 403: Resource not accessible by integration (https://api.github.com/repos/o/r/actions/secrets)'],
      others: ['Resource accessible'],
    },
    references: [PERMISSIONS],
  }),
  defineDiagnosis({
    id: 'gh-not-found',
    area,
    title: 'GitHub shows no such repository, workflow or run',
    meaning: 'It is named wrongly, or this login may not see it; GitHub answers 404 to both.',
    fix: ['gh repo view OWNER/REPO', 'Name it: -R OWNER/REPO', 'gh auth status'],
    log: printedBy(GH, ['HTTP 404', /HTTP 404: Not Found|Not Found \(HTTP 404\)/], 'Could not resolve to a Repository'),
    examples: { lines: ['gh: Not Found (HTTP 404)', 'HTTP 404: Not Found (https://api.github.com/repos/o/r)'], others: ['HTTP 404 pages are cached'] },
    references: ['https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api'],
  }),
  defineDiagnosis({
    id: 'gh-rate-limited',
    area,
    title: 'The rate limit of GitHub is used up',
    meaning: 'Requests without a token count by address.',
    fix: ['gh api rate_limit', 'Wait until it is reset, or set GH_TOKEN'],
    log: printedBy(GITHUB_SERVICE, ['API rate limit exceeded', /rate limit exceeded/], 'You have exceeded a secondary rate limit'),
    examples: { lines: ['HTTP 403: API rate limit exceeded for 1.2.3.4.'], others: ['rate limit: 5000'] },
    references: ['https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api'],
  }),
  defineDiagnosis({
    id: 'gh-several-remotes',
    area,
    title: 'gh does not know which of several remotes is meant',
    meaning: 'Older versions chose one without a word: a secret then lands in the upstream repository.',
    fix: ['Name it: gh secret set HF_TOKEN -R OWNER/REPO', 'gh repo set-default OWNER/REPO'],
    log: printedBy('gh, its source', 'multiple remotes detected', 'No default remote repository has been set'),
    examples: { lines: ['multiple remotes detected. please specify which repo to use by providing the -R, --repo argument'], others: ['remotes: origin'] },
    references: ['https://github.com/cli/cli/issues/4688'],
  }),
];
