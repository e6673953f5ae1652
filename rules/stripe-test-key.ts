import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'stripe-test-key',
  provider: 'stripe',
  title: 'Stripe test key',
  description: 'Acts on test data only.',
  severity: 'low',
  confidence: 'high',
  literals: ['sk_test_'],
  pattern: /(?<secret>sk_test_[A-Za-z0-9]{24,247})(?![A-Za-z0-9])/,
  minRun: 24,
  alphabet: 'base62',
  left: 'escape-aware',
  maxLength: 255,
  minEntropyBits: 4.8,
  sample: { prefix: 'sk_test_', alphabet: 'base62', length: 99, name: 'STRIPE_SECRET_KEY' },
  truePositives: ['STRIPE_SECRET_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.STRIPE_SECRET_KEY',
    '${{ secrets.STRIPE_SECRET_KEY }}',
    'sk_test_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'sk_test_your_token_here',
  ],
  remediation: { help: 'Roll the key.', url: 'https://dashboard.stripe.com/apikeys' },
  references: ['https://docs.stripe.com/keys'],
});
