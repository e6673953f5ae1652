/** Claims of a JWT that concern its holder. Read without a check of the signature: they explain a verdict, they do not make one. */
export interface Claims {
  /** ISO 8601. */
  readonly expiresAt: string | null;
  readonly issuedAt: string | null;
  /** `null` where the token does not say. */
  readonly scopes: readonly string[] | null;
}

function dateOf(seconds: unknown): string | null {
  const time = new Date(typeof seconds === 'number' ? seconds * 1000 : Number.NaN);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

function scopesOf(scope: unknown): readonly string[] | null {
  if (typeof scope === 'string') return scope.split(/\s+/).filter((one) => one !== '');
  return Array.isArray(scope) ? scope.filter((one) => typeof one === 'string') : null;
}

/**
 * The claims of a token that is a JWT behind its prefix; `undefined` for one that is none.
 *
 * @param jwt `header.payload.signature`, each in base64url.
 * @see https://www.rfc-editor.org/rfc/rfc7519#section-4.1
 */
export function claimsOf(jwt: string): Claims | undefined {
  const payload = jwt.split('.')[1];
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    if (typeof claims !== 'object' || claims === null) return undefined;
    const { exp, iat, scope, scopes } = claims as Record<string, unknown>;
    return { expiresAt: dateOf(exp), issuedAt: dateOf(iat), scopes: scopesOf(scope ?? scopes) };
  } catch {
    return undefined;
  }
}
