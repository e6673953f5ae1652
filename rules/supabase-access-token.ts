import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'supabase-access-token',
  provider: 'supabase',
  title: 'Supabase access token',
  description: 'Administers the projects of its user.',
  severity: 'critical',
  confidence: 'high',
  literals: ['sbp_'],
  pattern: /(?<secret>sbp_[0-9a-f]{40})(?![A-Za-z0-9])/,
  minRun: 40,
  alphabet: 'hex-lower',
  left: 'escape-aware',
  maxLength: 44,
  minEntropyBits: 2.8,
  sample: { prefix: 'sbp_', alphabet: 'hex-lower', length: 40, name: 'SUPABASE_ACCESS_TOKEN' },
  truePositives: ['SUPABASE_ACCESS_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.SUPABASE_ACCESS_TOKEN',
    '${{ secrets.SUPABASE_ACCESS_TOKEN }}',
    'sbp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'sbp_your_token_here',
  ],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://supabase.com/dashboard/account/tokens' },
  references: ['https://supabase.com/docs/reference/api/introduction'],
});
