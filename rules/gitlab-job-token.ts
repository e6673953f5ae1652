import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'gitlab-job-token',
  provider: 'gitlab',
  title: 'GitLab CI job token',
  description: 'Acts as a job until it ends.',
  severity: 'medium',
  confidence: 'high',
  literals: ['glcbt-'],
  pattern: /(?<secret>glcbt-[0-9a-z]{1,6}_[A-Za-z0-9_-]{20})(?![A-Za-z0-9_-])/,
  minRun: 22,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 33,
  minEntropyBits: 3.1,
  sample: { prefix: 'glcbt-', alphabet: 'base36-lower', length: 2, tail: '_{base64url:20}', name: 'CI_JOB_TOKEN' },
  truePositives: ['CI_JOB_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.CI_JOB_TOKEN', '${{ secrets.CI_JOB_TOKEN }}', 'glcbt-xx', 'glcbt-your_token_here'],
  remediation: { help: 'It ends with its job; find out how it came to be written down.', url: 'https://docs.gitlab.com/ci/jobs/ci_job_token/' },
  references: ['https://docs.gitlab.com/security/tokens/#token-prefixes'],
});
