import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'stripe-webhook-secret',
  provider: 'stripe',
  title: 'Webhook signing secret',
  description: 'Forges the events of Stripe, Svix and others who use the format.',
  severity: 'medium',
  confidence: 'high',
  literals: ['whsec_'],
  pattern: /(?<secret>whsec_[A-Za-z0-9+/]{32,64}={0,2})(?![A-Za-z0-9+/])/,
  minRun: 32,
  alphabet: 'base64',
  left: 'escape-aware',
  maxLength: 72,
  minEntropyBits: 3.6,
  randomBytes: true,
  sample: { prefix: 'whsec_', alphabet: 'base64', length: 32, name: 'STRIPE_WEBHOOK_SECRET' },
  truePositives: ['STRIPE_WEBHOOK_SECRET={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.STRIPE_WEBHOOK_SECRET',
    '${{ secrets.STRIPE_WEBHOOK_SECRET }}',
    'whsec_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'whsec_your_token_here',
    'v1,whsec_aWxpa2V0aGlzdmVyeW11Y2hhbmRob3BleW91ZG90b28=', // "ilikethis…"
  ],
  remediation: { help: 'Roll the secret of the endpoint.', url: 'https://dashboard.stripe.com/webhooks' },
  references: ['https://docs.stripe.com/webhooks'],
});
