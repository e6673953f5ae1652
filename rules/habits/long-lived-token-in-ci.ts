import { defineHabit } from '#detect/habits/habit.ts';

export default defineHabit({
  id: 'long-lived-token-in-ci',
  title: 'A long-lived token in CI where a trusted publisher would do',
  explanation:
    'A stored token works for whoever gets it, until somebody revokes it. With OpenID Connect the job gets one that lasts an hour, for that repository alone, and there is nothing to leak.',
  better:
    'permissions: { id-token: write } and a trusted publisher at the receiving side: hf with HF_OIDC_RESOURCE, pypa/gh-action-pypi-publish and npm publish without a token.',
  literals: ['secrets.'],
  patterns: {
    workflow: [
      {
        pattern: /\bsecrets\.(?:HF|HUGGING_?FACE)\w*TOKEN\w*|^\s*(?:HF_TOKEN|HUGGING_?FACE\w*TOKEN):\s*\$\{\{\s*secrets\./,
        fileNeeds: /\b(?:hf|huggingface-cli)\s+(?:upload|buckets\s+(?:cp|sync))|upload_folder|push_to_hub|hub-sync|huggingface\.co\/spaces/,
        fileUnless: /\bid-token:\s*write/,
      },
      { pattern: /\bsecrets\.\w*PYPI\w*/, fileNeeds: /gh-action-pypi-publish|twine\s+upload|uv\s+publish/, fileUnless: /\bid-token:\s*write/ },
      { pattern: /\bsecrets\.\w*NPM\w*/, fileNeeds: /\bnpm\s+publish/, fileUnless: /\bid-token:\s*write/ },
    ],
  },
  truePositives: [
    { language: 'workflow', text: 'env:\n  HF_TOKEN: ${{ secrets.HF_TOKEN }}\nrun: hf upload acme/m .\n' },
    { language: 'workflow', text: 'uses: pypa/gh-action-pypi-publish@v1\nwith:\n  password: ${{ secrets.PYPI_API_TOKEN }}\n' },
    { language: 'workflow', text: 'run: npm publish\nenv:\n  NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}\n' },
  ],
  trueNegatives: [
    { language: 'workflow', text: 'permissions:\n  id-token: write\nenv:\n  HF_TOKEN: ${{ secrets.HF_TOKEN }}\nrun: hf upload acme/m .\n' },
    { language: 'workflow', text: 'env:\n  HF_TOKEN: ${{ secrets.HF_TOKEN }}\nrun: pytest\n' },
    { language: 'workflow', text: '# HF_TOKEN: ${{ secrets.HF_TOKEN }}\nrun: hf upload acme/m .\n' },
  ],
  references: ['https://huggingface.co/docs/hub/trusted-publishers', 'https://docs.pypi.org/trusted-publishers/', 'https://docs.npmjs.com/trusted-publishers'],
});
