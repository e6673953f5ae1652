import type { Habit } from '#detect/habits/habit.ts';
import credentialFileReadable from '#rules/habits/credential-file-readable.ts';
import credentialFileTracked from '#rules/habits/credential-file-tracked.ts';
import environmentDumped from '#rules/habits/environment-dumped.ts';
import gitCredentialStored from '#rules/habits/git-credential-stored.ts';
import longLivedTokenInCi from '#rules/habits/long-lived-token-in-ci.ts';
import secretSetWithBody from '#rules/habits/secret-set-with-body.ts';
import shellTrace from '#rules/habits/shell-trace.ts';
import tokenAsDefault from '#rules/habits/token-as-default.ts';
import tokenInArguments from '#rules/habits/token-in-arguments.ts';
import tokenInBuildArg from '#rules/habits/token-in-build-arg.ts';
import tokenInCurlHeader from '#rules/habits/token-in-curl-header.ts';
import tokenInImage from '#rules/habits/token-in-image.ts';
import tokenInUrl from '#rules/habits/token-in-url.ts';
import tokenLogged from '#rules/habits/token-logged.ts';
import tokenNotValidated from '#rules/habits/token-not-validated.ts';
import tokenPrinted from '#rules/habits/token-printed.ts';

/** Every habit, in the order in which the docs list them. */
export const HABITS: readonly Habit[] = [
  tokenPrinted,
  tokenLogged,
  shellTrace,
  environmentDumped,
  tokenInArguments,
  secretSetWithBody,
  tokenInBuildArg,
  tokenInCurlHeader,
  tokenInUrl,
  tokenAsDefault,
  tokenInImage,
  tokenNotValidated,
  gitCredentialStored,
  longLivedTokenInCi,
  credentialFileTracked,
  credentialFileReadable,
];
