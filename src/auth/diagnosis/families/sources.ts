/** Texts that these versions printed when they were run against a loopback server. */
export const HUB = 'huggingface_hub 2.4.0, run against a loopback server';
export const MODAL = 'modal 1.6.4, run against a loopback server';
export const GIT = 'git 2.39, run against a loopback server';
export const GH = 'gh 2.23, run';

/** Texts that were read, in the source or in reports. */
export const HUB_SOURCE = 'huggingface_hub, its source';
export const TRANSFORMERS = 'transformers, its source (utils/hub.py)';
export const HUB_SERVICE = 'the Hub, as reported in issues and documentation';
export const MODAL_SERVICE = 'the Modal service, as reported in issues';
export const GITHUB_SERVICE = 'GitHub, its documentation and reports';
export const SCRIPTS = 'upload and training scripts that check by themselves';
export const PYTHON = 'Python: requests, urllib3, httpx';
export const NODE = 'Node.js: fetch, @huggingface/hub';

/** Pages to look at when a service may be down. */
export const HUB_STATUS = 'Hugging Face status: https://status.huggingface.co';
export const MODAL_STATUS = 'Modal status: https://status.modal.com';
