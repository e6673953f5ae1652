import { createHmac } from '#crypto.ts';

/**
 * What Supabase signs the keys of a local stack with, and of one that is run with Docker until its owner changes it. Both are in its documentation: who
 * knows them makes any key, so that none says anything. Keys with the same issuer and another signature are somebody's own.
 *
 * @see https://supabase.com/docs/guides/local-development/cli/getting-started
 * @see https://supabase.com/docs/guides/self-hosting/docker#configuring-and-securing-supabase
 */
const PUBLISHED_SECRETS = ['super-secret-jwt-token-with-at-least-32-characters-long', 'your-super-secret-jwt-token-with-at-least-32-characters-long'];

const JWT = /^(?<signed>e[\w-]+\.(?<payload>e[\w-]+))\.(?<signature>[\w-]+)$/;

/** The key that Supabase has browsers send: it opens what a project shows to everybody. @see https://supabase.com/docs/guides/api/api-keys */
function isForBrowsers(payload: string): boolean {
  try {
    const { iss, role } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>;
    return typeof iss === 'string' && iss.startsWith('supabase') && role === 'anon';
  } catch {
    return false;
  }
}

/** Whether a JWT is one that anybody may know, or make. */
export function isPublicJwt(text: string): boolean {
  const { signed, payload, signature } = JWT.exec(text)?.groups ?? {};
  if (signed === undefined || payload === undefined) return false;
  return isForBrowsers(payload) || PUBLISHED_SECRETS.some((secret) => createHmac('sha256', secret).update(signed).digest('base64url') === signature);
}
