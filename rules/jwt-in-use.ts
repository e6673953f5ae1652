import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'jwt-in-use',
  provider: 'jwt',
  title: 'JSON Web Token in use as a credential',
  description: 'A signed token that stands where a token, password or bearer is expected; it may have expired.',
  severity: 'medium',
  confidence: 'medium',
  literals: ['eyJ'], // what JSON without blanks begins with; a payload may have a blank or a line end behind its brace (`e[wy]`)
  // `verifyToken` of a model card says that the Hub itself measured a score: it is public, and opens nothing
  pattern:
    /(?:(?<!verify)(?<!verify_)token|secret|jwt|auth|bearer|session|passw|api_?key)[\w.-]{0,24}(?:[^A-Za-z0-9_]|%[0-9a-f]{2}|u00[0-9a-f]{2}|(?<=\\)[nrt]){1,24}(?:[a-z]{1,12}[^A-Za-z0-9_]{1,6})?(?<secret>eyJ[A-Za-z0-9_-]{14,1000}\.e[wy][A-Za-z0-9_-]{9,4000}\.[A-Za-z0-9_-]{16,1000})(?![A-Za-z0-9_-])/i,
  minRun: 14,
  alphabet: 'base64url',
  left: 'any',
  bounded: true,
  lead: 64,
  maxLength: 6100,
  minEntropyBits: 3.5,
  sample: { prefix: '', alphabet: 'jwt', length: 0, name: 'ACCESS_TOKEN', place: 'name' },
  truePositives: ['ACCESS_TOKEN={token}', '"ACCESS_TOKEN": "{token}"', 'Authorization: Bearer {token}', 'token = "{token}"'],
  trueNegatives: [
    'ACCESS_TOKEN="your_api_key_here"',
    'ACCESS_TOKEN=${ACCESS_TOKEN}',
    'os.environ["ACCESS_TOKEN"]',
    'ACCESS_TOKEN=xxxxxxxxxxxxxxxxxxxx',
    'token = "eyJ..."',
    'see the header eyJhbGciOiJIUzI1NiJ9 in the docs',
  ],
  remediation: { help: 'End the session, or rotate the key that signed it.', url: 'https://datatracker.ietf.org/doc/html/rfc7519' },
  references: [
    'https://datatracker.ietf.org/doc/html/rfc7519',
    'https://huggingface.co/docs/huggingface_hub/package_reference/cards#huggingface_hub.EvalResult',
  ],
});
