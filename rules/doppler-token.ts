import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'doppler-token',
  provider: 'doppler',
  title: 'Doppler token',
  description: 'Reads the secrets of a project.',
  severity: 'critical',
  confidence: 'high',
  literals: ['dp.st.', 'dp.pt.', 'dp.sa.', 'dp.ct.'],
  pattern: /(?<secret>dp\.(?:st|pt|sa|ct)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44})(?![A-Za-z0-9])/,
  minRun: 40,
  maxGap: 36,
  alphabet: 'base62',
  left: 'strict',
  maxLength: 90,
  minEntropyBits: 3.9,
  sample: { prefix: 'dp.st.', alphabet: 'base62', length: 43, name: 'DOPPLER_TOKEN' },
  truePositives: ['DOPPLER_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.DOPPLER_TOKEN', '${{ secrets.DOPPLER_TOKEN }}', 'dp.st.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'dp.st.your_token_here'],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://dashboard.doppler.com' },
  references: ['https://docs.doppler.com/docs/service-tokens'],
});
