import { type Organisation, type ServiceAnswer, sourceText, type TokenIdentity, TokenStatus, type TokenValidationResult } from '#auth/result.ts';
import { createPaint, type Paint, safe } from '#report/style.ts';

/** The results as JSON, for programs. */
export function renderValidationJson(results: readonly TokenValidationResult[]): string {
  return `${JSON.stringify({ schemaVersion: 1, results }, null, 2)}\n`;
}

function colourOf(status: TokenStatus): 'green' | 'yellow' | 'red' {
  if (status === TokenStatus.VALID) return 'green';
  const open: readonly TokenStatus[] = [TokenStatus.UNKNOWN, TokenStatus.UNREACHABLE, TokenStatus.RATE_LIMITED, TokenStatus.EXPIRING];
  return open.includes(status) ? 'yellow' : 'red';
}

function organisationText({ name, role, restrictions }: Organisation): string {
  const facts = [...(role === null ? [] : [role]), ...(restrictions.length === 0 ? [] : [`restricted by ${restrictions.join(', ')}`])];
  return facts.length === 0 ? name : `${name} (${facts.join('; ')})`;
}

function identityText({ kind, name, workspace, tokenName }: TokenIdentity): string {
  const owner = `${name} (${kind.replace('-', ' ')})`;
  return [owner, ...(workspace === null ? [] : [`workspace ${workspace}`]), ...(tokenName === null ? [] : [`token "${tokenName}"`])].join(', ');
}

function kindText({ tokenKind, role }: TokenIdentity): string {
  return role === null || role === 'fineGrained' ? tokenKind : `${tokenKind}, ${role}`;
}

function answerText({ endpoint, status, errorCode, text, requestId, durationMs, cached }: ServiceAnswer): string {
  const facts = [
    status,
    errorCode,
    text === null ? null : `"${text}"`,
    requestId === null ? null : `request ${requestId}`,
    cached ? 'answered some minutes ago' : `${durationMs} ms`,
  ];
  return `${endpoint}: ${facts.filter((fact) => fact !== null).join(', ')}`;
}

/** What the service said is shown where it matters. */
function serviceRows({ status, service }: TokenValidationResult): readonly Row[] {
  return service === null || (status === TokenStatus.VALID && !service.cached) ? [] : [['asked', answerText(service)]];
}

type Row = readonly [label: string, text: string];

function rows(result: TokenValidationResult): readonly Row[] {
  const { source, identity, scopes, createdAt, expiresAt } = result;
  return [
    ...(source === null ? [] : [['from', sourceText(source)] as const]),
    ...(identity === null ? [] : [['owner', identityText(identity)] as const, ['kind', kindText(identity)] as const]),
    ...scopes.map((scope, index) => [index === 0 ? 'scopes' : '', scope] as const),
    ...(identity?.organisations ?? []).map((organisation, index) => [index === 0 ? 'orgs' : '', organisationText(organisation)] as const),
    ...(createdAt === null ? [] : [['created', createdAt] as const]),
    ...(expiresAt === null ? [] : [['expires', expiresAt] as const]),
    ...serviceRows(result),
  ];
}

function resultText(result: TokenValidationResult, paint: Paint): string {
  const lines = [
    `${paint('bold', result.tokenType)}  ${paint(colourOf(result.status), result.status)}  ${safe(result.message)}`,
    ...rows(result).map(([label, text]) => `  ${paint('dim', label.padEnd(8))} ${safe(text)}`),
    ...result.notes.map(({ message }) => `  ${paint('yellow', 'note:')} ${safe(message)}`),
    ...(result.help === null ? [] : [`  ${paint('cyan', 'next:')} ${safe(result.help)}`]),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** The results for people: one line each, then what is known, then what to do. */
export function renderValidationText(results: readonly TokenValidationResult[], colour: boolean): string {
  const paint = createPaint(colour);
  return results.map((result) => resultText(result, paint)).join('\n');
}
