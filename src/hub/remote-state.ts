import * as v from 'valibot';
import { scrub } from '#auth/scrub.ts';
import type { HubConnection } from '#hub/connection.ts';
import { hubError } from '#hub/connection.ts';
import { apiPath } from '#hub/repository.ts';

const information = v.looseObject({
  private: v.optional(v.boolean(), false),
  sha: v.optional(v.string()),
  gated: v.optional(v.union([v.boolean(), v.string()]), false),
});

/** A repository as the Hub has it for this token. */
export type RemoteState =
  /** `head`: the revision's commit; `undefined` where there is no such revision. */
  | { readonly kind: 'there'; readonly isPrivate: boolean; readonly head: string | undefined }
  /** The Hub does not tell a repository that is hidden from one that is not there. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'forbidden'; readonly sentence: string };

type Answer = RemoteState | { readonly kind: 'no-revision' };

/** What the Hub says to a token that it does not know, or no longer; 401 without it is a repository that is hidden. @see huggingface_hub/utils/_http.py */
const REJECTED = 'Invalid credentials in Authorization header';

async function ask({ repository, fetch }: HubConnection, path: string): Promise<Answer> {
  const what = `Looking for ${repository.name}`;
  let response: Response;
  try {
    response = await fetch(`${repository.endpoint}${apiPath(repository)}${path}`, { headers: { accept: 'application/json' } });
  } catch (error) {
    throw hubError(error, what);
  }
  if (response.ok) return there(response, what);
  const errorCode = response.headers.get('x-error-code');
  await response.body?.cancel();
  if (errorCode === 'RevisionNotFound') return { kind: 'no-revision' };
  const sentence = scrub(response.headers.get('x-error-message') ?? response.statusText); // it may quote what it was sent
  if (response.status === 404 || (response.status === 401 && sentence !== REJECTED)) return { kind: 'absent' };
  if (response.status === 403) return { kind: 'forbidden', sentence };
  throw hubError(refusal(response, sentence), what);
}

function refusal(response: Response, sentence: string): Error {
  return Object.assign(new Error(sentence), { statusCode: response.status, requestId: response.headers.get('x-request-id') ?? undefined });
}

async function there(response: Response, what: string): Promise<RemoteState> {
  const answer = v.safeParse(information, await response.json().catch(() => undefined));
  if (!answer.success) throw hubError(refusal(response, 'the answer is no repository'), what);
  return { kind: 'there', isPrivate: answer.output.private, head: answer.output.sha };
}

/**
 * Asks for a repository, then for the revision: a revision that is missing must not hide that the repository is public.
 *
 * @throws {AuthGuardError} `HUB_REFUSED`, `HUB_UNREACHABLE`.
 * @see https://huggingface.co/docs/hub/api
 */
export async function remoteState(connection: HubConnection, revision: string): Promise<RemoteState> {
  const repository = (await ask(connection, '')) as RemoteState;
  if (repository.kind !== 'there') return repository;
  const atRevision = await ask(connection, `/revision/${encodeURIComponent(revision)}`);
  return { ...repository, head: atRevision.kind === 'there' ? atRevision.head : undefined };
}
