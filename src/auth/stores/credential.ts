import type { Surroundings } from '#auth/sources/surroundings.ts';
import type { Secret } from '#detect/secret.ts';

export type Service = 'huggingface' | 'modal';

/** A token about to be validated and kept, by the names under which the official programs read it. */
export interface Credential {
  readonly service: Service;
  /** `HF_TOKEN`; or `MODAL_TOKEN_ID` and `MODAL_TOKEN_SECRET`. */
  readonly values: ReadonlyMap<string, Secret>;
}

/** The names of a service's variables, which are also those of its secrets in CI. */
export const VARIABLES: Readonly<Record<Service, readonly string[]>> = {
  huggingface: ['HF_TOKEN'],
  modal: ['MODAL_TOKEN_ID', 'MODAL_TOKEN_SECRET'],
};

/** Switches and addresses that belong to the service and not to a token. */
const KEPT = /^(?:HF_ENDPOINT|HUGGINGFACE_CO_STAGING|MODAL_SERVER_URL|MODAL_ENVIRONMENT|(?:https?|no|all)_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE)$/i;

/** Surroundings in which a search finds this token and no other. */
export function surroundingsOf({ values }: Credential, { env }: Pick<Surroundings, 'env'>): Surroundings {
  const kept = Object.entries(env).filter(([name]) => KEPT.test(name));
  const own = [...values].map(([name, secret]) => [name, secret.expose()] as const);
  return { env: Object.fromEntries([...kept, ...own]), home: undefined, readFile: () => ({ kind: 'absent' }) };
}
