import { type Diagnosis, defineDiagnosis, printedBy } from '#auth/diagnosis/diagnosis.ts';
import { HUB, HUB_SERVICE, HUB_SOURCE, HUB_STATUS, PYTHON, SCRIPTS, TRANSFORMERS } from '#auth/diagnosis/families/sources.ts';

const area = 'Hugging Face limits';
const LIMITS = 'https://huggingface.co/docs/hub/rate-limits';

/** What an upload or download can fail from in the end. */
const ROOTS = [
  'hf-token-rejected',
  'hf-token-not-set',
  'hf-secret-empty',
  'hf-header-replaced',
  'hf-unauthorized',
  'hf-forbidden',
  'hf-write-not-allowed',
  'hf-not-found',
  'hf-rate-limited',
  'hf-commit-quota',
  'hf-server-error',
  'dns',
  'connection-refused',
  'connection-reset',
  'timeout',
  'tls',
  'clock',
  'proxy',
  'hf-commit-race',
  'hf-token-blanks',
];

export const HUGGINGFACE_LIMITS: readonly Diagnosis[] = [
  defineDiagnosis({
    id: 'hf-whoami-limited',
    area,
    title: '429: whoami was asked too often',
    meaning: 'The Hub limits this one question strictly and by address. It says nothing about the token.',
    fix: ['Wait some minutes', 'Ask once per job and keep the answer: whoami(cache=True); auth-guard keeps it for minutes by itself'],
    log: printedBy(HUB, 'rate limit for the /whoami-v2 endpoint'),
    signs: ['hf:rate-limited'],
    examples: {
      lines: ["You've hit the rate limit for the /whoami-v2 endpoint, which is intentionally strict for security reasons."],
      others: ['GET /api/whoami-v2 200'],
    },
    references: [LIMITS],
  }),
  defineDiagnosis({
    id: 'hf-rate-limited',
    area,
    title: '429: too many requests to the Hub',
    meaning: 'A quota of five minutes is used up. Requests without a token count by address, and have the smallest one.',
    fix: ['Send the token: HF_TOKEN raises the quota', 'Wait as long as the message says; fewer files at a time, larger commits', LIMITS],
    log: [
      ...printedBy(HUB, '429 Too Many Requests'),
      ...printedBy(HUB_SERVICE, 'We had to rate limit you'),
      ...printedBy(PYTHON, ['429 Client Error', /429 Client Error/]),
    ],
    followsFrom: ['hf-whoami-limited', 'hf-commit-quota'],
    examples: {
      lines: [
        "429 Too Many Requests: you have reached your 'api' rate limit.",
        'We had to rate limit you, you hit the quota of 1000 api requests per 5 minutes period.',
        'HTTPError: 429 Client Error: Too Many Requests for url: https://huggingface.co/api/models',
      ],
      others: ['rate limiter configured: 429 per hour'],
    },
    references: [LIMITS],
  }),
  defineDiagnosis({
    id: 'hf-commit-quota',
    area,
    title: '429: too many commits in this hour',
    meaning: 'Commits have a quota of their own, whatever the token.',
    fix: ['Put many files into one commit: upload_folder, upload_large_folder', 'Try again in an hour'],
    log: printedBy(HUB_SERVICE, 'You have exceeded our hourly quotas for action'),
    examples: {
      lines: ['You have exceeded our hourly quotas for action: commit. We invite you to retry later.'],
      others: ['hourly quotas are shown in the settings'],
    },
    references: ['https://huggingface.co/docs/hub/storage-limits'],
  }),
  defineDiagnosis({
    id: 'hf-server-error',
    area,
    title: 'The Hub has trouble of its own',
    meaning: 'A 5xx answer: nothing is wrong with the token or the request.',
    fix: [HUB_STATUS, 'Try again later; uploads go on where they stopped: hf upload-large-folder'],
    log: [
      ...printedBy(HUB, ["Server error '50", /Server error '50\d .*' for url/], 'Internal Error - We are working hard to fix this'),
      ...printedBy(PYTHON, ['Server Error', /\b50[0-4] Server Error/], ['Service Unavailable', /\b503 Service Unavailable/]),
    ],
    signs: ['hf:service-down', 'modal:service-down'],
    examples: {
      lines: [
        "Server error '500 Internal Server Error' for url 'https://huggingface.co/api/models/acme/m'",
        'HTTPError: 504 Server Error: Gateway Time-out for url: https://huggingface.co/api/models/acme/m/commit/main',
        'HTTP/1.1 503 Service Unavailable',
      ],
      others: ["Server error '404 Not Found'", 'retries on Server Error are on'],
    },
    references: ['https://status.huggingface.co'],
  }),
  defineDiagnosis({
    id: 'upload-retries-used-up',
    area,
    title: 'The upload failed after all retries',
    meaning:
      'Each attempt failed, so it is not a moment of bad luck. The reason stands in the attempts: a token that is not accepted fails every time; a time-out points to the network or the service.',
    fix: ['curl -I https://huggingface.co', 'auth-guard validate huggingface', HUB_STATUS, 'Then try again; what was uploaded is not sent twice'],
    log: [
      ...printedBy(SCRIPTS, 'All attempts failed', 'failed after all retries', ['Retry ', /\bRetry (\d+)\/\1 after /]),
      ...printedBy(HUB, ['[Retry ', /\[Retry (\d+)\/\1\]/]),
      ...printedBy(PYTHON, 'Max retries exceeded with url'),
    ],
    followsFrom: ROOTS,
    examples: {
      lines: [
        'ERROR: All attempts failed: Connection timeout',
        'WARNING: Retry 3/3 after 30.0s',
        'ERROR Upload failed after all retries: 401 Client Error',
        'Retrying in 8s [Retry 5/5].',
        "urllib3.exceptions.MaxRetryError: HTTPSConnectionPool(host='huggingface.co', port=443): Max retries exceeded with url: /api/models",
      ],
      others: ['WARNING: Retry 1/3 after 2.0s', 'Retrying in 1s [Retry 1/5].', 'All attempts succeeded'],
    },
    references: ['https://huggingface.co/docs/huggingface_hub/guides/upload'],
  }),
  defineDiagnosis({
    id: 'hub-not-reached',
    area,
    title: 'The Hub was not reached, and the file is not in the cache',
    meaning: 'The library gives up after its retries and looks into its cache, which has nothing. The reason stands before it.',
    fix: ['curl -I https://huggingface.co', HUB_STATUS, 'auth-guard doctor   (asks the services from this machine)'],
    log: [
      ...printedBy(HUB, 'cannot find the requested files in the local cache', 'cannot find the appropriate snapshot folder'),
      ...printedBy(TRANSFORMERS, ["We couldn't connect to", /huggingface|hf\.co/]),
      ...printedBy(HUB_SOURCE, 'LocalEntryNotFoundError:'),
    ],
    followsFrom: [...ROOTS, 'hf-offline', 'hf-gated-not-accepted', 'hf-gated-anonymous'],
    examples: {
      lines: [
        'An error happened while trying to locate the file on the Hub and we cannot find the requested files in the local cache.',
        "OSError: We couldn't connect to 'https://huggingface.co' to load the files, and couldn't find them in the cached files.",
      ],
      others: ['found the requested files in the local cache', "We couldn't connect to 'redis'"],
    },
    references: ['https://huggingface.co/docs/huggingface_hub/guides/manage-cache'],
  }),
];
