import * as v from 'valibot';
import { type HubConnection, hubError } from '#hub/connection.ts';
import { apiPath } from '#hub/repository.ts';

const list = v.looseObject({
  discussions: v.array(v.looseObject({ num: v.number(), title: v.fallback(v.string(), ''), isPullRequest: v.fallback(v.boolean(), false) })),
  count: v.fallback(v.number(), 0),
});

const details = v.looseObject({ events: v.fallback(v.array(v.unknown()), []) });

/** A discussion or pull request, and everything that was written in it. */
export interface Discussion {
  readonly num: number;
  readonly isPullRequest: boolean;
  /** Its title, then each text of its events, one below the other. */
  readonly text: string;
}

/** The answer's body; `undefined` where discussions are switched off. */
async function json({ repository, fetch }: HubConnection, path: string): Promise<unknown> {
  const what = `Reading the discussions of ${repository.name}`;
  let response: Response;
  try {
    response = await fetch(`${repository.endpoint}${apiPath(repository)}/discussions${path}`, { headers: { accept: 'application/json' } });
    if (response.ok) return await response.json();
  } catch (error) {
    throw hubError(error, what);
  }
  const sentence = response.headers.get('x-error-message') ?? response.statusText;
  await response.body?.cancel();
  if (response.status === 403 && /\bdisabled\b/i.test(sentence)) return undefined;
  throw hubError(Object.assign(new Error(sentence), { statusCode: response.status }), what);
}

/** Every text in a value, however deep: the kinds of events differ, and grow. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/**
 * The discussions and pull requests of a repository, page by page; none where they are switched off.
 *
 * @throws {AuthGuardError} `HUB_REFUSED`, `HUB_UNREACHABLE`.
 */
export async function* discussions(connection: HubConnection): AsyncGenerator<Discussion> {
  let seen = 0;
  for (let page = 0; ; page += 1) {
    const answer = await json(connection, `?p=${page}`);
    if (answer === undefined) return;
    const { discussions: entries, count } = v.parse(list, answer);
    for (const { num, title, isPullRequest } of entries) {
      const { events } = v.parse(details, await json(connection, `/${num}`));
      yield { num, isPullRequest, text: [title, ...textsOf(events)].join('\n') };
    }
    seen += entries.length;
    if (entries.length === 0 || seen >= count) return;
  }
}
