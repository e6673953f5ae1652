import { expect, expectTypeOf, it } from 'vitest';
import {
  type AuthLogger,
  AuthValidator,
  type Match,
  RetryConfig,
  RetryManager,
  redact,
  Secret,
  scan,
  setupAuthLogging,
  TokenStatus,
  type TokenValidationResult,
} from '../../../src/index.ts';

it('has the types that its documentation promises', () => {
  expectTypeOf<AuthValidator['validateHfToken']>().returns.resolves.toEqualTypeOf<TokenValidationResult>();
  expectTypeOf<AuthValidator['validateModalToken']>().returns.resolves.toEqualTypeOf<TokenValidationResult>();
  expectTypeOf<AuthValidator['validateAllTokens']>().returns.resolves.toEqualTypeOf<readonly TokenValidationResult[]>();
  expectTypeOf<TokenValidationResult['tokenType']>().toEqualTypeOf<'HF_TOKEN' | 'MODAL_TOKEN'>();
  expect(Object.values(TokenStatus)).toHaveLength(10);
  expectTypeOf(TokenStatus.VALID).toEqualTypeOf<'valid'>();
  expectTypeOf<(typeof TokenStatus)[keyof typeof TokenStatus]>().toEqualTypeOf<TokenStatus>();
  expectTypeOf(setupAuthLogging).returns.toEqualTypeOf<AuthLogger>();
  expectTypeOf(new RetryManager(new RetryConfig()).execute(() => 1)).resolves.toEqualTypeOf<number>();
  expectTypeOf(console).toExtend<AuthLogger>();
  expectTypeOf(AuthValidator).toBeConstructibleWith({ logger: console, needs: 'write', minDays: 7 });
  expectTypeOf(AuthValidator).toBeConstructibleWith({ logger: setupAuthLogging({ file: 'x.log' }) });
  expectTypeOf(AuthValidator).toBeConstructibleWith();
  expectTypeOf(scan).parameter(0).toEqualTypeOf<string | Uint8Array>();
  expectTypeOf(scan).returns.toEqualTypeOf<readonly Match[]>();
  expectTypeOf(redact).parameter(0).toEqualTypeOf<string>();
  expectTypeOf(redact).returns.toEqualTypeOf<string>();
});

it('lets no secret into the log', () => {
  expect(`${new Secret('hf_abcdef', 'hf_')}`).toBe('hf_…');
  expectTypeOf<Secret>().not.toExtend<Parameters<AuthLogger['info']>[0]>();
  expectTypeOf<{ source: Secret }>().not.toExtend<NonNullable<Parameters<AuthLogger['info']>[1]>>();
  expectTypeOf<Error>().not.toExtend<Parameters<AuthLogger['error']>[0]>();
});
