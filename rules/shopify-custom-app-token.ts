import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'shopify-custom-app-token',
  provider: 'shopify',
  title: 'Shopify custom app token',
  description: 'Reads and writes the shop within its scopes.',
  severity: 'high',
  confidence: 'high',
  literals: ['shpca_'],
  pattern: /(?<secret>shpca_[0-9a-fA-F]{32})(?![A-Za-z0-9])/,
  minRun: 32,
  alphabet: 'hex',
  left: 'escape-aware',
  maxLength: 38,
  minEntropyBits: 3,
  sample: { prefix: 'shpca_', alphabet: 'hex', length: 32, name: 'SHOPIFY_TOKEN' },
  truePositives: ['SHOPIFY_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.SHOPIFY_TOKEN', '${{ secrets.SHOPIFY_TOKEN }}', 'shpca_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'shpca_your_token_here'],
  remediation: { help: 'Rotate it, or uninstall the app.', url: 'https://admin.shopify.com' },
  references: ['https://shopify.dev/docs/apps/build/authentication-authorization'],
});
