import type { Rule } from '#detect/rule.ts';
import huggingfaceOauthToken from '#rules/huggingface-oauth-token.ts';
import huggingfaceOidcToken from '#rules/huggingface-oidc-token.ts';
import huggingfaceOrgToken from '#rules/huggingface-org-token.ts';
import huggingfaceRefreshToken from '#rules/huggingface-refresh-token.ts';
import huggingfaceS3KeyId from '#rules/huggingface-s3-key-id.ts';
import huggingfaceUserToken from '#rules/huggingface-user-token.ts';
import modalOauthClientId from '#rules/modal-oauth-client-id.ts';
import modalOauthClientSecret from '#rules/modal-oauth-client-secret.ts';
import modalProxyTokenId from '#rules/modal-proxy-token-id.ts';
import modalProxyTokenSecret from '#rules/modal-proxy-token-secret.ts';
import modalTokenId from '#rules/modal-token-id.ts';
import modalTokenSecret from '#rules/modal-token-secret.ts';

/** Every built-in rule, in the order in which the docs list them. */
export const RULES: readonly Rule[] = [
  huggingfaceUserToken,
  huggingfaceOrgToken,
  huggingfaceOauthToken,
  huggingfaceOidcToken,
  huggingfaceRefreshToken,
  huggingfaceS3KeyId,
  modalTokenId,
  modalTokenSecret,
  modalProxyTokenId,
  modalProxyTokenSecret,
  modalOauthClientId,
  modalOauthClientSecret,
];
