import { type Diagnosis, defineDiagnosis, printedBy } from '#auth/diagnosis/diagnosis.ts';
import { HUB, HUB_SERVICE, TRANSFORMERS } from '#auth/diagnosis/families/sources.ts';

const area = 'Hugging Face access';
const GATED = 'https://huggingface.co/docs/hub/models-gated';
const SECURITY = 'https://huggingface.co/docs/hub/security-tokens';
const POLICIES = 'https://huggingface.co/docs/hub/enterprise-tokens-management';
const SCOPES = 'Give the token the scope, or issue one that has it: https://huggingface.co/settings/tokens';
const WHO = 'auth-guard validate huggingface   (shows whose token it is, and its scopes)';

export const HUGGINGFACE_ACCESS: readonly Diagnosis[] = [
  defineDiagnosis({
    id: 'hf-gated-not-accepted',
    area,
    title: '403: the repository is gated, and this account has no access',
    meaning:
      'The token works; its owner is not on the list. Or it is fine-grained and lacks "Read access to contents of all public gated repos you can access".',
    fix: ["Ask for access on the repository's page, as the owner of the token", SCOPES, WHO],
    log: printedBy(HUB, 'you are not in the authorized list'),
    examples: {
      lines: ['Access to model acme/m is restricted and you are not in the authorized list. Visit https://huggingface.co/acme/m to ask for access.'],
      others: ['you are in the authorized list', 'Please log in.'],
    },
    references: [GATED],
  }),
  defineDiagnosis({
    id: 'hf-gated-anonymous',
    area,
    title: '401: the repository is gated, and no token was sent',
    meaning: 'The Hub does not know who asks. The token is not set where this program runs, or not passed on.',
    fix: ['hf auth login   (or set HF_TOKEN)', "Then ask for access on the repository's page, if you have none"],
    log: printedBy(HUB, 'You must have access to it and be authenticated to access it'),
    followsFrom: ['hf-secret-empty', 'hf-token-not-set'],
    examples: {
      lines: ['Access to model acme/m is restricted. You must have access to it and be authenticated to access it. Please log in.'],
      others: ['You must be authenticated to open this page'],
    },
    references: [GATED],
  }),
  defineDiagnosis({
    id: 'hf-gated',
    area,
    title: 'The repository is gated',
    meaning: 'Its files are given only to accounts that were granted access.',
    fix: ["Ask for access on the repository's page", WHO],
    log: [
      ...printedBy(HUB, 'Cannot access gated repo for url'),
      ...printedBy(TRANSFORMERS, 'You are trying to access a gated repo'),
      ...printedBy(HUB, 'GatedRepoError:'),
    ],
    followsFrom: ['hf-gated-not-accepted', 'hf-gated-anonymous', 'hf-token-rejected', 'hf-token-not-set'],
    examples: {
      lines: ['Cannot access gated repo for url https://huggingface.co/acme/m/resolve/main/config.json.', 'OSError: You are trying to access a gated repo.'],
      others: ['the gate is open', 'gated_mlp: true'],
    },
    references: [GATED],
  }),
  defineDiagnosis({
    id: 'hf-organisation-policy',
    area,
    title: '403: the organisation has to approve the token first',
    meaning:
      'A policy of the organisation allows approved or fine-grained tokens alone, or asks for single sign-on or two factors. Pending and denied tokens get the same answer.',
    fix: [
      'Ask an administrator of the organisation to approve it',
      'Use a fine-grained token',
      'Sign in to the organisation with single sign-on, then try again',
    ],
    log: printedBy(HUB_SERVICE, 'Due to the organization token policy'),
    signs: ['hf:organisation-restricts'],
    examples: {
      lines: ['403 Forbidden: Due to the organization token policy, your token needs to be approved by the organization before you can access this resource..'],
      others: ['the organization has a token policy'],
    },
    references: [POLICIES],
  }),
  defineDiagnosis({
    id: 'hf-organisation-revoked',
    area,
    title: '403: an administrator of the organisation revoked the token',
    meaning: 'It still works elsewhere, but no longer for what belongs to that organisation.',
    fix: ['Ask the administrator why', 'Issue another token: https://huggingface.co/settings/tokens'],
    log: printedBy(HUB_SERVICE, 'Your token has been revoked by the organization administrator'),
    examples: {
      lines: ['Your token has been revoked by the organization administrator, you can no longer access organization resources.'],
      others: ['Your token has been revoked.'],
    },
    references: [POLICIES],
  }),
  defineDiagnosis({
    id: 'hf-write-not-allowed',
    area,
    title: '403: the token may read, but not write here',
    meaning: 'It is a read token, a fine-grained one without write access to this repository or namespace, or its owner may not write there.',
    fix: [WHO, SCOPES, 'auth-guard validate huggingface --needs write,repo:acme/m', 'Is the name right? OWNER/NAME with an owner that you may write to'],
    log: printedBy(HUB, ["You don't have the rights to create a", /rights to create a (?:model|dataset|space)/], 'pass `create_pr=1` as a query parameter'),
    signs: ['hf:insufficient', 'hf:needs-unclear'],
    examples: {
      lines: [
        '403 Forbidden: You don\'t have the rights to create a model under the namespace "acme".',
        '403 Forbidden: Forbidden: pass `create_pr=1` as a query parameter to create a Pull Request.',
      ],
      others: ["You don't have the rights to create a file", 'create_pr=True opens a pull request'],
    },
    references: [SECURITY],
  }),
  defineDiagnosis({
    id: 'hf-forbidden',
    area,
    title: '403 from the Hub',
    meaning: 'The Hub knows who asks, and does not allow it.',
    fix: [WHO, SCOPES],
    log: [
      ...printedBy(HUB, 'Make sure your token has the correct permissions.'),
      ...printedBy('requests', ['403 Client Error', /403 Client Error: Forbidden for url: https?:\/\/(?:[\w.-]+\.)?(?:huggingface|hf)\.co/]),
    ],
    signs: ['hf:forbidden'],
    followsFrom: ['hf-gated-not-accepted', 'hf-organisation-policy', 'hf-organisation-revoked', 'hf-write-not-allowed', 'hf-repository-disabled'],
    examples: {
      lines: [
        'Make sure your token has the correct permissions.',
        'HTTPError: 403 Client Error: Forbidden for url: https://huggingface.co/api/models/acme/m/preupload/main',
      ],
      others: ['403 Client Error: Forbidden for url: https://example.com/x'],
    },
    references: [SECURITY],
  }),
  defineDiagnosis({
    id: 'hf-not-found',
    area,
    title: 'Repository not found: missing, private, or the token was not accepted',
    meaning:
      'The Hub hides what you may not see: a wrong name, a private repository and, without an accepted token, any missing one look alike. "401 Client Error" above it means that the token is the reason.',
    fix: [WHO, 'Check the name: OWNER/NAME, and its kind: --repo-type dataset | space', SCOPES],
    log: [
      ...printedBy(HUB, 'Repository Not Found for url', 'RepositoryNotFoundError:'),
      ...printedBy(TRANSFORMERS, 'is not a local folder and is not a'),
      ...printedBy('datasets, its source', ["doesn't exist on the Hub or cannot be accessed", /Dataset '/]),
    ],
    followsFrom: ['hf-token-rejected', 'hf-token-not-set', 'hf-secret-empty', 'hf-header-replaced'],
    examples: {
      lines: [
        'Repository Not Found for url: https://huggingface.co/api/models/acme/m.',
        "OSError: acme/m is not a local folder and is not a valid model identifier listed on 'https://huggingface.co/models'",
        "datasets.exceptions.DatasetNotFoundError: Dataset 'acme/d' doesn't exist on the Hub or cannot be accessed.",
      ],
      others: ['Revision Not Found for url: https://huggingface.co/api/models/acme/m/revision/x.', 'repository found'],
    },
    references: ['https://huggingface.co/docs/huggingface_hub/package_reference/utilities'],
  }),
  defineDiagnosis({
    id: 'hf-revision-not-found',
    area,
    title: 'The repository has no such branch, tag or commit',
    meaning: 'The token was good enough to look. The revision is misspelt, or was never pushed.',
    fix: ['hf repos tag list OWNER/NAME', 'Leave the revision out, or write main'],
    log: [...printedBy(HUB, 'Revision Not Found for url'), ...printedBy(TRANSFORMERS, 'is not a valid git identifier')],
    examples: {
      lines: [
        'Revision Not Found for url: https://huggingface.co/api/models/acme/m/revision/x.',
        'x is not a valid git identifier (branch name, tag name or commit id) that exists for this model name.',
      ],
      others: ['Entry Not Found for url: https://huggingface.co/x.'],
    },
    references: ['https://huggingface.co/docs/huggingface_hub/package_reference/utilities'],
  }),
  defineDiagnosis({
    id: 'hf-entry-not-found',
    area,
    title: 'The repository has no such file',
    meaning: 'The token was good enough to look. The file is named otherwise, or stands in another revision.',
    fix: ["Look at the repository's files on its page, in the revision that is asked for"],
    log: [...printedBy(HUB, 'Entry Not Found for url'), ...printedBy(TRANSFORMERS, 'does not appear to have a file named')],
    examples: {
      lines: [
        'Entry Not Found for url: https://huggingface.co/acme/m/resolve/main/nope.json.',
        'OSError: acme/m does not appear to have a file named config.json.',
      ],
      others: ['Repository Not Found for url: https://huggingface.co/api/models/acme/m.'],
    },
    references: ['https://huggingface.co/docs/huggingface_hub/package_reference/utilities'],
  }),
  defineDiagnosis({
    id: 'hf-repository-disabled',
    area,
    title: 'The repository is disabled',
    meaning: 'Its owner or Hugging Face closed it. No token opens it.',
    fix: ["Ask its owner, or see the notice on the repository's page"],
    log: printedBy(HUB, 'Access to this resource is disabled.'),
    examples: { lines: ['Access to this resource is disabled.'], others: ['Access to this resource is restricted.'] },
    references: ['https://huggingface.co/docs/huggingface_hub/package_reference/utilities'],
  }),
  defineDiagnosis({
    id: 'hf-repository-name',
    area,
    title: 'The name of the repository is malformed',
    meaning: 'A name is OWNER/NAME or NAME; a URL or a path is none.',
    fix: ['Write --repo-id OWNER/NAME'],
    log: printedBy(HUB, 'Repo id must be in the form', 'Repo id must use alphanumeric chars'),
    examples: {
      lines: ["huggingface_hub.errors.HFValidationError: Repo id must be in the form 'repo_name' or 'namespace/repo_name': 'a/b/c/d'."],
      others: ['huggingface_hub.utils._errors.HFValidationError: 401 Client Error'],
    },
    references: ['https://huggingface.co/docs/huggingface_hub/package_reference/utilities'],
  }),
  defineDiagnosis({
    id: 'hf-exists-already',
    area,
    title: '409: the repository exists already',
    meaning: 'That is no failure when it is the one you mean.',
    fix: ['Pass exist_ok=True to create_repo, or --exist-ok'],
    level: 'note',
    log: printedBy(HUB, ['You already created this', /You already created this \w+ repo/]),
    examples: { lines: ['You already created this model repo'], others: ['You already created this file'] },
    references: ['https://huggingface.co/docs/huggingface_hub/guides/repository'],
  }),
  defineDiagnosis({
    id: 'hf-commit-race',
    area,
    title: '412: someone else committed in between',
    meaning: 'The commit named a parent that is no longer the newest one. Nothing was lost, and nothing was written.',
    fix: ['Read the repository anew, then upload again', 'Let one job at a time write:  concurrency: { group: upload-hub }'],
    log: printedBy(HUB, 'A commit has happened since', "Client error '412 Precondition Failed'"),
    examples: { lines: ['A commit has happened since. Please refresh and try again.'], others: ['a commit happened'] },
    references: ['https://huggingface.co/docs/huggingface_hub/guides/upload'],
  }),
];
