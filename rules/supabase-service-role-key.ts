import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'supabase-service-role-key',
  provider: 'supabase',
  title: 'Supabase service role key',
  description: 'Reads and writes a whole project, past row level security; a JWT of the older kind.',
  severity: 'critical',
  confidence: 'medium',
  ...assigned({
    keywords: ['service_role', 'servicerole', 'supabase_service'],
    secret: /eyJ[A-Za-z0-9_-]{17,100}\.e[wy][A-Za-z0-9_-]{9,500}\.[A-Za-z0-9_-]{40,100}/,
    alphabet: 'base64url',
    run: 32,
    longest: 720,
    secretive: true,
  }),
  minEntropyBits: 1,
  sample: { prefix: '', alphabet: 'jwt', length: 0, name: 'SUPABASE_SERVICE_ROLE_KEY', place: 'name' },
  truePositives: ['SUPABASE_SERVICE_ROLE_KEY={token}', '"SUPABASE_SERVICE_ROLE_KEY": "{token}"'],
  trueNegatives: [
    'SUPABASE_SERVICE_ROLE_KEY="your_api_key_here"',
    'SUPABASE_SERVICE_ROLE_KEY=${SUPABASE_SERVICE_ROLE_KEY}',
    'os.environ["SUPABASE_SERVICE_ROLE_KEY"]',
    'SUPABASE_SERVICE_ROLE_KEY=xxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Rotate the JWT secret, or move to secret keys.', url: 'https://supabase.com/dashboard/project/_/settings/api-keys' },
  references: ['https://supabase.com/docs/guides/api/api-keys'],
});
