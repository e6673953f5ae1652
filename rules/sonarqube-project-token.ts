import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'sonarqube-project-token',
  provider: 'sonarqube',
  title: 'SonarQube project token',
  description: 'Runs analyses, or acts as its user.',
  severity: 'high',
  confidence: 'high',
  literals: ['sqp_'],
  pattern: /(?<secret>sqp_[0-9a-f]{40})(?![A-Za-z0-9])/,
  minRun: 40,
  alphabet: 'hex-lower',
  left: 'escape-aware',
  maxLength: 44,
  minEntropyBits: 2.8,
  sample: { prefix: 'sqp_', alphabet: 'hex-lower', length: 40, name: 'SONAR_TOKEN' },
  truePositives: ['SONAR_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.SONAR_TOKEN', '${{ secrets.SONAR_TOKEN }}', 'sqp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'sqp_your_token_here'],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens' },
  references: ['https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens'],
});
