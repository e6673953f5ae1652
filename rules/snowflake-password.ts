import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'snowflake-password',
  provider: 'snowflake',
  title: 'Snowflake password',
  description: 'Logs in as its user.',
  severity: 'high',
  confidence: 'low',
  ...assigned({
    keywords: ['snowflake_pass', 'snowflake_pw', 'snowsql_pwd'],
    secret: /(?=[A-Za-z!@#^*+_.-]{0,60}[0-9])[A-Za-z0-9!@#^*+_.-]{12,64}/,
    alphabet: 'printable',
    run: 12,
    longest: 64,
    secretive: true,
  }),
  digit: true,
  minEntropyBits: 3.1,
  sample: { prefix: '', alphabet: 'base62', length: 20, name: 'SNOWFLAKE_PASSWORD', place: 'name' },
  truePositives: ['SNOWFLAKE_PASSWORD={token}', '"SNOWFLAKE_PASSWORD": "{token}"'],
  trueNegatives: [
    'SNOWFLAKE_PASSWORD="your_api_key_here"',
    'SNOWFLAKE_PASSWORD=${SNOWFLAKE_PASSWORD}',
    'os.environ["SNOWFLAKE_PASSWORD"]',
    'SNOWFLAKE_PASSWORD=xxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Change the password, and use key pairs.', url: 'https://docs.snowflake.com/en/user-guide/key-pair-auth' },
  references: ['https://docs.snowflake.com/en/user-guide/key-pair-auth'],
});
