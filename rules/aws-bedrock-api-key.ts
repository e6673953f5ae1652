import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'aws-bedrock-api-key',
  provider: 'aws',
  title: 'Amazon Bedrock API key',
  description: 'A long-term key: calls the models of an account.',
  severity: 'high',
  confidence: 'high',
  literals: ['ABSKQmVkcm9ja0FQSUtleS'],
  pattern: /(?<secret>ABSKQmVkcm9ja0FQSUtleS[A-Za-z0-9+/]{80,140}={0,2})(?![A-Za-z0-9+/])/,
  minRun: 80,
  alphabet: 'base64',
  left: 'escape-aware',
  maxLength: 164,
  minEntropyBits: 4.9,
  sample: { prefix: 'ABSKQmVkcm9ja0FQSUtleS', alphabet: 'base64', length: 110, name: 'AWS_BEARER_TOKEN_BEDROCK' },
  truePositives: ['AWS_BEARER_TOKEN_BEDROCK={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.AWS_BEARER_TOKEN_BEDROCK',
    '${{ secrets.AWS_BEARER_TOKEN_BEDROCK }}',
    'ABSKQmVkcm9ja0FQSUtleSxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'ABSKQmVkcm9ja0FQSUtleSyour_token_here',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://console.aws.amazon.com/bedrock/home#/api-keys' },
  references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html'],
});
