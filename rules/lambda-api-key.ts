import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'lambda-api-key',
  provider: 'lambda',
  title: 'Lambda Cloud API key',
  description: 'Starts machines at the cost of its account.',
  severity: 'high',
  confidence: 'high',
  literals: ['secret_'],
  pattern: /(?<secret>secret_[A-Za-z0-9-]{1,64}_[0-9a-f]{32}\.[A-Za-z0-9]{32})(?![A-Za-z0-9])/,
  minRun: 34,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 140,
  minEntropyBits: 4.2,
  sample: { prefix: 'secret_', alphabet: 'base36-lower', length: 6, tail: '_{hex-lower:32}.{base62:32}', name: 'LAMBDA_API_KEY' },
  truePositives: ['LAMBDA_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.LAMBDA_API_KEY',
    '${{ secrets.LAMBDA_API_KEY }}',
    'secret_xxxxxx',
    'secret_your_token_here',
    'secret_access_key',
    'secret_your-key_here',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://cloud.lambda.ai/api-keys' },
  references: ['https://docs.lambda.ai/public-cloud/cloud-api/'],
});
