import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'supabase-secret-key',
  provider: 'supabase',
  title: 'Supabase secret key',
  description: 'Reads and writes a whole project, past row level security.',
  severity: 'critical',
  confidence: 'high',
  literals: ['sb_secret_'],
  pattern: /(?<secret>sb_secret_[A-Za-z0-9_-]{22}_[A-Za-z0-9_-]{8})(?![A-Za-z0-9_-])/,
  minRun: 22,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 41,
  minEntropyBits: 3.6,
  sample: { prefix: 'sb_secret_', alphabet: 'base64url', length: 22, tail: '_{base64url:8}', name: 'SUPABASE_SECRET_KEY' },
  truePositives: ['SUPABASE_SECRET_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.SUPABASE_SECRET_KEY', '${{ secrets.SUPABASE_SECRET_KEY }}', 'sb_secret_xxxxxxxxxxxxxxxxxxxxxx', 'sb_secret_your_token_here'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://supabase.com/dashboard/project/_/settings/api-keys' },
  references: ['https://supabase.com/docs/guides/api/api-keys'],
});
