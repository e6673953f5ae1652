import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'airtable-token',
  provider: 'airtable',
  title: 'Airtable personal access token',
  description: 'Reads and writes bases within its scopes.',
  severity: 'high',
  confidence: 'high',
  literals: ['pat'],
  pattern: /(?<secret>pat[A-Za-z0-9]{14}\.[0-9a-f]{64})(?![A-Za-z0-9])/,
  minRun: 64,
  maxGap: 15,
  alphabet: 'hex-lower',
  left: 'strict',
  maxLength: 82,
  minEntropyBits: 3.7,
  sample: { prefix: 'pat', alphabet: 'base62', length: 14, tail: '.{hex-lower:64}', name: 'AIRTABLE_API_KEY' },
  truePositives: ['AIRTABLE_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.AIRTABLE_API_KEY', '${{ secrets.AIRTABLE_API_KEY }}', 'patxxxxxxxxxxxxxx', 'patyour_token_here'],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://airtable.com/create/tokens' },
  references: ['https://airtable.com/developers/web/guides/personal-access-tokens'],
});
