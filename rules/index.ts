import type { Rule } from '#detect/rule.ts';
import ageSecretKey from '#rules/age-secret-key.ts';
import airtableToken from '#rules/airtable-token.ts';
import anthropicAdminKey from '#rules/anthropic-admin-key.ts';
import anthropicApiKey from '#rules/anthropic-api-key.ts';
import anthropicOauthToken from '#rules/anthropic-oauth-token.ts';
import anthropicRefreshToken from '#rules/anthropic-refresh-token.ts';
import anyscaleToken from '#rules/anyscale-token.ts';
import assemblyaiApiKey from '#rules/assemblyai-api-key.ts';
import atlassianApiToken from '#rules/atlassian-api-token.ts';
import awsAccessKeyId from '#rules/aws-access-key-id.ts';
import awsBedrockApiKey from '#rules/aws-bedrock-api-key.ts';
import awsBedrockSessionKey from '#rules/aws-bedrock-session-key.ts';
import awsSecretAccessKey from '#rules/aws-secret-access-key.ts';
import awsSessionKeyId from '#rules/aws-session-key-id.ts';
import awsSessionToken from '#rules/aws-session-token.ts';
import azureAccountKey from '#rules/azure-account-key.ts';
import azureAiKey from '#rules/azure-ai-key.ts';
import azureCosmosKey from '#rules/azure-cosmos-key.ts';
import azureDevopsToken from '#rules/azure-devops-token.ts';
import azureEntraClientSecret from '#rules/azure-entra-client-secret.ts';
import azureFunctionKey from '#rules/azure-function-key.ts';
import azureMessagingKey from '#rules/azure-messaging-key.ts';
import azureRegistryPassword from '#rules/azure-registry-password.ts';
import azureSearchKey from '#rules/azure-search-key.ts';
import azureServiceKey from '#rules/azure-service-key.ts';
import azureSharedAccessKey from '#rules/azure-shared-access-key.ts';
import azureSharedAccessSignature from '#rules/azure-shared-access-signature.ts';
import azureStorageAccountKey from '#rules/azure-storage-account-key.ts';
import basetenApiKey from '#rules/baseten-api-key.ts';
import buildkiteToken from '#rules/buildkite-token.ts';
import cerebrasApiKey from '#rules/cerebras-api-key.ts';
import circleciToken from '#rules/circleci-token.ts';
import civitaiApiKey from '#rules/civitai-api-key.ts';
import clearmlSecretKey from '#rules/clearml-secret-key.ts';
import cloudflareAccountToken from '#rules/cloudflare-account-token.ts';
import cloudflareGlobalKey from '#rules/cloudflare-global-key.ts';
import cloudflareLegacyGlobalKey from '#rules/cloudflare-legacy-global-key.ts';
import cloudflareLegacyToken from '#rules/cloudflare-legacy-token.ts';
import cloudflareOriginCaKey from '#rules/cloudflare-origin-ca-key.ts';
import cloudflareUserToken from '#rules/cloudflare-user-token.ts';
import cohereApiKey from '#rules/cohere-api-key.ts';
import cometApiKey from '#rules/comet-api-key.ts';
import coreweaveApiToken from '#rules/coreweave-api-token.ts';
import cratesIoToken from '#rules/crates-io-token.ts';
import databricksOauthSecret from '#rules/databricks-oauth-secret.ts';
import databricksToken from '#rules/databricks-token.ts';
import datadogApiKey from '#rules/datadog-api-key.ts';
import datadogAppKey from '#rules/datadog-app-key.ts';
import deepgramApiKey from '#rules/deepgram-api-key.ts';
import deepseekApiKey from '#rules/deepseek-api-key.ts';
import digitaloceanOauthToken from '#rules/digitalocean-oauth-token.ts';
import digitaloceanRefreshToken from '#rules/digitalocean-refresh-token.ts';
import digitaloceanToken from '#rules/digitalocean-token.ts';
import discordBotToken from '#rules/discord-bot-token.ts';
import discordLegacyToken from '#rules/discord-legacy-token.ts';
import discordWebhook from '#rules/discord-webhook.ts';
import dockerAccessToken from '#rules/docker-access-token.ts';
import dockerConfigAuth from '#rules/docker-config-auth.ts';
import dockerOrganizationToken from '#rules/docker-organization-token.ts';
import dopplerToken from '#rules/doppler-token.ts';
import e2bApiKey from '#rules/e2b-api-key.ts';
import elevenlabsApiKey from '#rules/elevenlabs-api-key.ts';
import encryptedPrivateKey from '#rules/encrypted-private-key.ts';
import exaApiKey from '#rules/exa-api-key.ts';
import figmaToken from '#rules/figma-token.ts';
import firecrawlApiKey from '#rules/firecrawl-api-key.ts';
import fireworksApiKey from '#rules/fireworks-api-key.ts';
import flyToken from '#rules/fly-token.ts';
import genericSecret from '#rules/generic-secret.ts';
import githubAppInstallationToken from '#rules/github-app-installation-token.ts';
import githubAppUserToken from '#rules/github-app-user-token.ts';
import githubFineGrainedToken from '#rules/github-fine-grained-token.ts';
import githubOauthToken from '#rules/github-oauth-token.ts';
import githubPersonalAccessToken from '#rules/github-personal-access-token.ts';
import githubRefreshToken from '#rules/github-refresh-token.ts';
import githubStatelessInstallationToken from '#rules/github-stateless-installation-token.ts';
import gitlabAgentToken from '#rules/gitlab-agent-token.ts';
import gitlabDeployToken from '#rules/gitlab-deploy-token.ts';
import gitlabFeatureFlagToken from '#rules/gitlab-feature-flag-token.ts';
import gitlabFeedToken from '#rules/gitlab-feed-token.ts';
import gitlabIncomingMailToken from '#rules/gitlab-incoming-mail-token.ts';
import gitlabJobToken from '#rules/gitlab-job-token.ts';
import gitlabOauthSecret from '#rules/gitlab-oauth-secret.ts';
import gitlabPersonalAccessToken from '#rules/gitlab-personal-access-token.ts';
import gitlabRoutableRunnerToken from '#rules/gitlab-routable-runner-token.ts';
import gitlabRoutableToken from '#rules/gitlab-routable-token.ts';
import gitlabRunnerToken from '#rules/gitlab-runner-token.ts';
import gitlabScimToken from '#rules/gitlab-scim-token.ts';
import gitlabTriggerToken from '#rules/gitlab-trigger-token.ts';
import googleAiAuthKey from '#rules/google-ai-auth-key.ts';
import googleApiKey from '#rules/google-api-key.ts';
import googleOauthAccessToken from '#rules/google-oauth-access-token.ts';
import googleOauthClientSecret from '#rules/google-oauth-client-secret.ts';
import googleOauthRefreshToken from '#rules/google-oauth-refresh-token.ts';
import googleServiceAccountKey from '#rules/google-service-account-key.ts';
import grafanaCloudToken from '#rules/grafana-cloud-token.ts';
import grafanaServiceToken from '#rules/grafana-service-token.ts';
import groqApiKey from '#rules/groq-api-key.ts';
import herokuApiKey from '#rules/heroku-api-key.ts';
import herokuLegacyKey from '#rules/heroku-legacy-key.ts';
import huggingfaceOauthToken from '#rules/huggingface-oauth-token.ts';
import huggingfaceOidcToken from '#rules/huggingface-oidc-token.ts';
import huggingfaceOrgToken from '#rules/huggingface-org-token.ts';
import huggingfaceRefreshToken from '#rules/huggingface-refresh-token.ts';
import huggingfaceS3KeyId from '#rules/huggingface-s3-key-id.ts';
import huggingfaceUserToken from '#rules/huggingface-user-token.ts';
import jinaApiKey from '#rules/jina-api-key.ts';
import jwtInUse from '#rules/jwt-in-use.ts';
import kaggleApiToken from '#rules/kaggle-api-token.ts';
import kaggleJsonKey from '#rules/kaggle-json-key.ts';
import kaggleLegacyKey from '#rules/kaggle-legacy-key.ts';
import labelStudioToken from '#rules/label-studio-token.ts';
import lambdaApiKey from '#rules/lambda-api-key.ts';
import langfusePublicKey from '#rules/langfuse-public-key.ts';
import langfuseSecretKey from '#rules/langfuse-secret-key.ts';
import langsmithPersonalToken from '#rules/langsmith-personal-token.ts';
import langsmithServiceKey from '#rules/langsmith-service-key.ts';
import linearApiKey from '#rules/linear-api-key.ts';
import llamacloudApiKey from '#rules/llamacloud-api-key.ts';
import mailgunApiKey from '#rules/mailgun-api-key.ts';
import mistralApiKey from '#rules/mistral-api-key.ts';
import modalOauthClientId from '#rules/modal-oauth-client-id.ts';
import modalOauthClientSecret from '#rules/modal-oauth-client-secret.ts';
import modalProxyTokenId from '#rules/modal-proxy-token-id.ts';
import modalProxyTokenSecret from '#rules/modal-proxy-token-secret.ts';
import modalTokenId from '#rules/modal-token-id.ts';
import modalTokenSecret from '#rules/modal-token-secret.ts';
import neonApiKey from '#rules/neon-api-key.ts';
import neptuneApiToken from '#rules/neptune-api-token.ts';
import netlifyToken from '#rules/netlify-token.ts';
import newrelicUserKey from '#rules/newrelic-user-key.ts';
import notionToken from '#rules/notion-token.ts';
import npmAccessToken from '#rules/npm-access-token.ts';
import npmAuthToken from '#rules/npm-auth-token.ts';
import nugetApiKey from '#rules/nuget-api-key.ts';
import nvidiaApiKey from '#rules/nvidia-api-key.ts';
import nvidiaNgcKey from '#rules/nvidia-ngc-key.ts';
import onepasswordServiceToken from '#rules/onepassword-service-token.ts';
import openaiAdminKey from '#rules/openai-admin-key.ts';
import openaiProjectKey from '#rules/openai-project-key.ts';
import openaiServiceAccountKey from '#rules/openai-service-account-key.ts';
import openaiUserKey from '#rules/openai-user-key.ts';
import openrouterApiKey from '#rules/openrouter-api-key.ts';
import opensshPrivateKey from '#rules/openssh-private-key.ts';
import perplexityApiKey from '#rules/perplexity-api-key.ts';
import pgpPrivateKey from '#rules/pgp-private-key.ts';
import pineconeApiKey from '#rules/pinecone-api-key.ts';
import pineconeLegacyKey from '#rules/pinecone-legacy-key.ts';
import planetscalePassword from '#rules/planetscale-password.ts';
import planetscaleToken from '#rules/planetscale-token.ts';
import posthogPersonalKey from '#rules/posthog-personal-key.ts';
import postmanApiKey from '#rules/postman-api-key.ts';
import prefectServiceKey from '#rules/prefect-service-key.ts';
import prefectUserKey from '#rules/prefect-user-key.ts';
import privateKey from '#rules/private-key.ts';
import puttyPrivateKey from '#rules/putty-private-key.ts';
import pypiToken from '#rules/pypi-token.ts';
import qdrantApiKey from '#rules/qdrant-api-key.ts';
import renderApiKey from '#rules/render-api-key.ts';
import replicateApiToken from '#rules/replicate-api-token.ts';
import resendApiKey from '#rules/resend-api-key.ts';
import roboflowApiKey from '#rules/roboflow-api-key.ts';
import rubygemsApiKey from '#rules/rubygems-api-key.ts';
import runpodApiKey from '#rules/runpod-api-key.ts';
import sendgridApiKey from '#rules/sendgrid-api-key.ts';
import sentryOrgToken from '#rules/sentry-org-token.ts';
import sentryUserToken from '#rules/sentry-user-token.ts';
import shopifyAdminToken from '#rules/shopify-admin-token.ts';
import shopifyCustomAppToken from '#rules/shopify-custom-app-token.ts';
import shopifySharedSecret from '#rules/shopify-shared-secret.ts';
import slackAppToken from '#rules/slack-app-token.ts';
import slackBotToken from '#rules/slack-bot-token.ts';
import slackRefreshToken from '#rules/slack-refresh-token.ts';
import slackRotatingToken from '#rules/slack-rotating-token.ts';
import slackSessionToken from '#rules/slack-session-token.ts';
import slackUserToken from '#rules/slack-user-token.ts';
import slackWebhook from '#rules/slack-webhook.ts';
import snowflakeAccessToken from '#rules/snowflake-access-token.ts';
import snowflakePassword from '#rules/snowflake-password.ts';
import sonarqubeGlobalToken from '#rules/sonarqube-global-token.ts';
import sonarqubeProjectToken from '#rules/sonarqube-project-token.ts';
import sonarqubeUserToken from '#rules/sonarqube-user-token.ts';
import sourcegraphToken from '#rules/sourcegraph-token.ts';
import stabilityApiKey from '#rules/stability-api-key.ts';
import stripeLiveKey from '#rules/stripe-live-key.ts';
import stripeLiveRestrictedKey from '#rules/stripe-live-restricted-key.ts';
import stripeTestKey from '#rules/stripe-test-key.ts';
import stripeTestRestrictedKey from '#rules/stripe-test-restricted-key.ts';
import stripeWebhookSecret from '#rules/stripe-webhook-secret.ts';
import supabaseAccessToken from '#rules/supabase-access-token.ts';
import supabaseSecretKey from '#rules/supabase-secret-key.ts';
import supabaseServiceRoleKey from '#rules/supabase-service-role-key.ts';
import tailscaleKey from '#rules/tailscale-key.ts';
import tavilyApiKey from '#rules/tavily-api-key.ts';
import telegramBotToken from '#rules/telegram-bot-token.ts';
import terraformCloudToken from '#rules/terraform-cloud-token.ts';
import testpypiToken from '#rules/testpypi-token.ts';
import togetherApiKey from '#rules/together-api-key.ts';
import togetherLegacyKey from '#rules/together-legacy-key.ts';
import twilioAccountSid from '#rules/twilio-account-sid.ts';
import twilioApiKey from '#rules/twilio-api-key.ts';
import twilioAuthToken from '#rules/twilio-auth-token.ts';
import ultralyticsApiKey from '#rules/ultralytics-api-key.ts';
import urlCredentials from '#rules/url-credentials.ts';
import vastApiKey from '#rules/vast-api-key.ts';
import vaultBatchToken from '#rules/vault-batch-token.ts';
import vaultServiceToken from '#rules/vault-service-token.ts';
import vercelAccessToken from '#rules/vercel-access-token.ts';
import vercelGatewayKey from '#rules/vercel-gateway-key.ts';
import vercelLegacyToken from '#rules/vercel-legacy-token.ts';
import voyageApiKey from '#rules/voyage-api-key.ts';
import wandbApiKey from '#rules/wandb-api-key.ts';
import wandbLegacyKey from '#rules/wandb-legacy-key.ts';
import weaviateApiKey from '#rules/weaviate-api-key.ts';
import xaiApiKey from '#rules/xai-api-key.ts';

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
  openaiProjectKey,
  openaiServiceAccountKey,
  openaiAdminKey,
  openaiUserKey,
  anthropicApiKey,
  anthropicAdminKey,
  anthropicOauthToken,
  anthropicRefreshToken,
  googleApiKey,
  googleAiAuthKey,
  googleOauthClientSecret,
  googleOauthAccessToken,
  googleOauthRefreshToken,
  awsAccessKeyId,
  awsSessionKeyId,
  awsSecretAccessKey,
  awsBedrockApiKey,
  awsBedrockSessionKey,
  awsSessionToken,
  azureDevopsToken,
  azureAiKey,
  azureStorageAccountKey,
  azureCosmosKey,
  azureMessagingKey,
  azureRegistryPassword,
  azureSearchKey,
  azureFunctionKey,
  azureEntraClientSecret,
  azureSharedAccessSignature,
  azureAccountKey,
  azureSharedAccessKey,
  azureServiceKey,
  githubPersonalAccessToken,
  githubOauthToken,
  githubAppUserToken,
  githubAppInstallationToken,
  githubRefreshToken,
  githubFineGrainedToken,
  githubStatelessInstallationToken,
  gitlabPersonalAccessToken,
  gitlabRoutableToken,
  gitlabDeployToken,
  gitlabRunnerToken,
  gitlabRoutableRunnerToken,
  gitlabTriggerToken,
  gitlabFeedToken,
  gitlabIncomingMailToken,
  gitlabAgentToken,
  gitlabOauthSecret,
  gitlabScimToken,
  gitlabFeatureFlagToken,
  gitlabJobToken,
  npmAccessToken,
  npmAuthToken,
  pypiToken,
  testpypiToken,
  dockerAccessToken,
  dockerOrganizationToken,
  dockerConfigAuth,
  slackBotToken,
  slackUserToken,
  slackSessionToken,
  slackAppToken,
  slackRefreshToken,
  slackRotatingToken,
  slackWebhook,
  stripeLiveKey,
  stripeLiveRestrictedKey,
  stripeTestKey,
  stripeTestRestrictedKey,
  stripeWebhookSecret,
  sendgridApiKey,
  twilioAccountSid,
  twilioAuthToken,
  twilioApiKey,
  wandbApiKey,
  wandbLegacyKey,
  kaggleApiToken,
  kaggleLegacyKey,
  kaggleJsonKey,
  replicateApiToken,
  cohereApiKey,
  mistralApiKey,
  groqApiKey,
  xaiApiKey,
  perplexityApiKey,
  togetherApiKey,
  togetherLegacyKey,
  fireworksApiKey,
  elevenlabsApiKey,
  pineconeApiKey,
  pineconeLegacyKey,
  weaviateApiKey,
  qdrantApiKey,
  langsmithPersonalToken,
  langsmithServiceKey,
  langfuseSecretKey,
  langfusePublicKey,
  nvidiaApiKey,
  nvidiaNgcKey,
  runpodApiKey,
  lambdaApiKey,
  vastApiKey,
  coreweaveApiToken,
  databricksToken,
  databricksOauthSecret,
  snowflakeAccessToken,
  snowflakePassword,
  cometApiKey,
  neptuneApiToken,
  clearmlSecretKey,
  roboflowApiKey,
  labelStudioToken,
  ultralyticsApiKey,
  civitaiApiKey,
  jinaApiKey,
  voyageApiKey,
  tavilyApiKey,
  exaApiKey,
  openrouterApiKey,
  cerebrasApiKey,
  deepgramApiKey,
  assemblyaiApiKey,
  deepseekApiKey,
  stabilityApiKey,
  basetenApiKey,
  llamacloudApiKey,
  firecrawlApiKey,
  e2bApiKey,
  prefectUserKey,
  prefectServiceKey,
  anyscaleToken,
  supabaseAccessToken,
  supabaseSecretKey,
  supabaseServiceRoleKey,
  vercelGatewayKey,
  vercelAccessToken,
  vercelLegacyToken,
  netlifyToken,
  cloudflareGlobalKey,
  cloudflareUserToken,
  cloudflareAccountToken,
  cloudflareLegacyToken,
  cloudflareLegacyGlobalKey,
  cloudflareOriginCaKey,
  digitaloceanToken,
  digitaloceanOauthToken,
  digitaloceanRefreshToken,
  herokuApiKey,
  herokuLegacyKey,
  flyToken,
  renderApiKey,
  neonApiKey,
  planetscaleToken,
  planetscalePassword,
  telegramBotToken,
  discordBotToken,
  discordLegacyToken,
  discordWebhook,
  sentryOrgToken,
  sentryUserToken,
  datadogApiKey,
  datadogAppKey,
  grafanaServiceToken,
  grafanaCloudToken,
  newrelicUserKey,
  vaultServiceToken,
  vaultBatchToken,
  terraformCloudToken,
  dopplerToken,
  linearApiKey,
  notionToken,
  airtableToken,
  figmaToken,
  shopifyAdminToken,
  shopifySharedSecret,
  shopifyCustomAppToken,
  postmanApiKey,
  atlassianApiToken,
  tailscaleKey,
  onepasswordServiceToken,
  rubygemsApiKey,
  cratesIoToken,
  nugetApiKey,
  circleciToken,
  buildkiteToken,
  sonarqubeProjectToken,
  sonarqubeUserToken,
  sonarqubeGlobalToken,
  resendApiKey,
  posthogPersonalKey,
  sourcegraphToken,
  mailgunApiKey,
  ageSecretKey,
  googleServiceAccountKey,
  privateKey,
  opensshPrivateKey,
  pgpPrivateKey,
  encryptedPrivateKey,
  puttyPrivateKey,
  jwtInUse,
  urlCredentials,
  genericSecret,
];
