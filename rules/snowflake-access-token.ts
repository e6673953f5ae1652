import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'snowflake-access-token',
  provider: 'snowflake',
  title: 'Snowflake programmatic access token',
  description: 'Acts as its user within a role.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({
    keywords: ['snowflake'],
    secret: /eyJ[A-Za-z0-9_-]{17,400}\.e[wy][A-Za-z0-9_-]{9,1000}\.[A-Za-z0-9_-]{40,800}/,
    alphabet: 'base64url',
    run: 32,
    longest: 2300,
  }),
  minEntropyBits: 1,
  sample: { prefix: '', alphabet: 'jwt', length: 0, name: 'SNOWFLAKE_TOKEN', place: 'name' },
  truePositives: ['SNOWFLAKE_TOKEN={token}', '"SNOWFLAKE_TOKEN": "{token}"'],
  trueNegatives: [
    'SNOWFLAKE_TOKEN="your_api_key_here"',
    'SNOWFLAKE_TOKEN=${SNOWFLAKE_TOKEN}',
    'os.environ["SNOWFLAKE_TOKEN"]',
    'SNOWFLAKE_TOKEN=xxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://docs.snowflake.com/en/user-guide/programmatic-access-tokens' },
  references: ['https://docs.snowflake.com/en/user-guide/programmatic-access-tokens'],
});
