// What the diagnoses of Hugging Face tokens share.

export const area = 'Hugging Face token';
export const TOKENS = 'https://huggingface.co/settings/tokens';
export const SECURITY = 'https://huggingface.co/docs/hub/security-tokens';
export const VARIABLES = 'https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables';
export const STORE = 'In CI: gh secret set HF_TOKEN -R OWNER/REPO   (paste it at the prompt, not on the command line)';
