import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'aws-bedrock-session-key',
  provider: 'aws',
  title: 'Amazon Bedrock short-term API key',
  description: 'Calls the models of an account for up to twelve hours.',
  severity: 'medium',
  confidence: 'high',
  literals: ['bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t'],
  pattern: /(?<secret>bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z0-9+/]{80,2000}={0,2})(?![A-Za-z0-9+/])/,
  minRun: 80,
  alphabet: 'base64',
  left: 'escape-aware',
  maxLength: 2046,
  minEntropyBits: 5.4,
  sample: { prefix: 'bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t', alphabet: 'base64', length: 300, name: 'AWS_BEARER_TOKEN_BEDROCK' },
  truePositives: ['AWS_BEARER_TOKEN_BEDROCK={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.AWS_BEARER_TOKEN_BEDROCK',
    '${{ secrets.AWS_BEARER_TOKEN_BEDROCK }}',
    'bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29txxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29tyour_token_here',
  ],
  remediation: { help: 'It expires within twelve hours; revoke the sessions of the role.', url: 'https://console.aws.amazon.com/bedrock/home#/api-keys' },
  references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html'],
});
