import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'assemblyai-api-key',
  provider: 'assemblyai',
  title: 'AssemblyAI API key',
  description: 'Transcribes at the cost of its account.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({ keywords: ['assemblyai', 'assembly_ai', 'aai_api'], secret: /[0-9a-f]{32}/, alphabet: 'hex', run: 32, longest: 32 }),
  minEntropyBits: 2.7,
  sample: { prefix: '', alphabet: 'hex-lower', length: 32, name: 'ASSEMBLYAI_API_KEY', place: 'name' },
  truePositives: ['ASSEMBLYAI_API_KEY={token}', '"ASSEMBLYAI_API_KEY": "{token}"'],
  trueNegatives: [
    'ASSEMBLYAI_API_KEY="your_api_key_here"',
    'ASSEMBLYAI_API_KEY=${ASSEMBLYAI_API_KEY}',
    'os.environ["ASSEMBLYAI_API_KEY"]',
    'ASSEMBLYAI_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://www.assemblyai.com/dashboard/api-keys' },
  references: ['https://www.assemblyai.com/docs/getting-started/transcribe-an-audio-file'],
});
