import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'google-service-account-key',
  provider: 'google',
  title: 'Google Cloud service account key',
  description: 'Acts as a service account until the key is deleted.',
  severity: 'critical',
  confidence: 'high',
  literals: ['private_key_id'],
  pattern:
    /private_key_id\\{0,3}"\s{0,4}:\s{0,4}\\{0,3}"[0-9a-f]{40}\\{0,3}",(?:\s|\\n){0,16}\\{0,3}"private_key\\{0,3}"\s{0,4}:\s{0,4}\\{0,3}"(?<secret>-----BEGIN PRIVATE KEY-----[A-Za-z0-9+/=\s\\]{64,6000}-----END PRIVATE KEY-----)/,
  minRun: 40,
  maxGap: 16,
  alphabet: 'hex-lower',
  left: 'any',
  maxLength: 6200,
  minEntropyBits: 5.7,
  sample: {
    prefix: '-----BEGIN PRIVATE KEY-----',
    alphabet: 'base64',
    length: 0,
    tail: '\\n{base64:64}\\n{base64:64}\\n{base64:64}\\n{base64:64}\\n{base64:64}\\n{base64:64}\\n{base64:64}\\n{base64:64}\\n{base64:64}\\n{base64:64}\\n{base64:64}\\n{base64:64}\\n{base64:30}==\\n-----END PRIVATE KEY-----',
    place: 'own',
  },
  truePositives: [
    '{"type": "service_account", "private_key_id": "0123456789abcdef0123456789abcdef01234567", "private_key": "{token}\\n"}',
    '{\n  "private_key_id": "0123456789abcdef0123456789abcdef01234567",\n  "private_key": "{token}\\n"\n}',
  ],
  trueNegatives: ['{"private_key_id": "", "private_key": ""}', '"private_key": "-----BEGIN PRIVATE KEY-----\\n...\\n-----END PRIVATE KEY-----\\n"'],
  remediation: { help: 'Delete the key, and use workload identity instead.', url: 'https://console.cloud.google.com/iam-admin/serviceaccounts' },
  references: ['https://cloud.google.com/iam/docs/keys-create-delete'],
});
