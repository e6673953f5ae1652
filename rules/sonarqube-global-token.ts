import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'sonarqube-global-token',
  provider: 'sonarqube',
  title: 'SonarQube global analysis token',
  description: 'Runs analyses, or acts as its user.',
  severity: 'high',
  confidence: 'high',
  literals: ['sqa_'],
  pattern: /(?<secret>sqa_[0-9a-f]{40})(?![A-Za-z0-9])/,
  minRun: 40,
  alphabet: 'hex-lower',
  left: 'escape-aware',
  maxLength: 44,
  minEntropyBits: 2.8,
  sample: { prefix: 'sqa_', alphabet: 'hex-lower', length: 40, name: 'SONAR_TOKEN' },
  truePositives: ['SONAR_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.SONAR_TOKEN', '${{ secrets.SONAR_TOKEN }}', 'sqa_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'sqa_your_token_here'],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens' },
  references: ['https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens'],
});
