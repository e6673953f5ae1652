import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'stripe-live-restricted-key',
  provider: 'stripe',
  title: 'Stripe restricted key',
  description: 'Does what its restrictions leave.',
  severity: 'high',
  confidence: 'high',
  literals: ['rk_live_'],
  pattern: /(?<secret>rk_live_[A-Za-z0-9]{24,247})(?![A-Za-z0-9])/,
  minRun: 24,
  alphabet: 'base62',
  left: 'escape-aware',
  maxLength: 255,
  minEntropyBits: 4.8,
  sample: { prefix: 'rk_live_', alphabet: 'base62', length: 99, name: 'STRIPE_SECRET_KEY' },
  truePositives: ['STRIPE_SECRET_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.STRIPE_SECRET_KEY',
    '${{ secrets.STRIPE_SECRET_KEY }}',
    'rk_live_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'rk_live_your_token_here',
  ],
  remediation: { help: 'Roll the key.', url: 'https://dashboard.stripe.com/apikeys' },
  references: ['https://docs.stripe.com/keys'],
});
