import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'figma-token',
  provider: 'figma',
  title: 'Figma personal access token',
  description: 'Reads the files of its user.',
  severity: 'high',
  confidence: 'high',
  literals: ['figd_'],
  pattern: /(?<secret>figd_[A-Za-z0-9_-]{40})(?![A-Za-z0-9_-])/,
  minRun: 40,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 45,
  minEntropyBits: 3.9,
  sample: { prefix: 'figd_', alphabet: 'base64url', length: 40, name: 'FIGMA_TOKEN' },
  truePositives: ['FIGMA_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.FIGMA_TOKEN', '${{ secrets.FIGMA_TOKEN }}', 'figd_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'figd_your_token_here'],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://www.figma.com/settings' },
  references: ['https://developers.figma.com/docs/rest-api/authentication/'],
});
