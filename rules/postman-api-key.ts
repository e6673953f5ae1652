import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'postman-api-key',
  provider: 'postman',
  title: 'Postman API key',
  description: 'Reads and writes collections and environments.',
  severity: 'high',
  confidence: 'high',
  literals: ['PMAK-'],
  pattern: /(?<secret>PMAK-[0-9a-f]{24}-[0-9a-f]{34})(?![A-Za-z0-9])/,
  minRun: 24,
  alphabet: 'hex-lower',
  left: 'escape-aware',
  maxLength: 64,
  minEntropyBits: 3.2,
  sample: { prefix: 'PMAK-', alphabet: 'hex-lower', length: 24, tail: '-{hex-lower:34}', name: 'POSTMAN_API_KEY' },
  truePositives: ['POSTMAN_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.POSTMAN_API_KEY', '${{ secrets.POSTMAN_API_KEY }}', 'PMAK-xxxxxxxxxxxxxxxxxxxxxxxx', 'PMAK-your_token_here'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://web.postman.co/settings/me/api-keys' },
  references: ['https://learning.postman.com/docs/reference/postman-api/authentication/'],
});
