import { expect, it } from 'vitest';
import { programName } from '#cli/program-name.ts';
import { nothingAccepted } from '#cli/scan-setup.ts';
import { createConfig } from '#config/config.ts';
import { refusalText } from '#report/refusal.ts';
import { renderText } from '#report/text.ts';
import { Collector } from '#scan/collector.ts';
import { scan } from '#scan.ts';
import { createSampler } from '../../support/samples.ts';

it.each([
  ['/srv/app/node_modules/@auth-guard/cli/dist', '/srv/app', 'npx auth-guard'],
  ['/srv/app/node_modules/@auth-guard/cli/dist', '/srv/app/packages/web', 'npx auth-guard'],
  ['/srv/app/node_modules/.pnpm/@auth-guard+cli@0.1.0/node_modules/@auth-guard/cli/dist', '/srv/app', 'npx auth-guard'],
  ['/srv/app/node_modules/@auth-guard/cli/dist', '/srv/application', 'auth-guard'],
  ['/srv/app/node_modules/@auth-guard/cli/dist', '/srv', 'auth-guard'],
  ['/usr/lib/node_modules/@auth-guard/cli/dist', '/srv/app', 'auth-guard'],
  ['/home/ada/.npm/_npx/0a1b/node_modules/@auth-guard/cli/dist', '/srv/app', 'npx @auth-guard/cli'],
  ['/srv/auth-guard/dist', '/srv/auth-guard', 'auth-guard'],
])('the program in %s is called, in %s, by %s', (programFolder, cwd, name) => {
  expect(programName(programFolder, cwd)).toBe(name);
});

it('stands in the commands that a report and a refusal name', () => {
  const token = createSampler(227).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
  const collector = new Collector({ accept: nothingAccepted(createConfig()), source: 'push', now: () => 0 });
  collector.add(scan(token), { path: 'a' });
  const report = collector.finish();
  expect(renderText(report, { colour: false, quiet: true, program: 'npx auth-guard' })).toContain(' npx auth-guard revoke ');
  expect(renderText(report, { colour: false, quiet: true })).toContain(' auth-guard revoke ');
  const refusal = refusalText(report, { event: 'pre-push', colour: false, program: 'npx auth-guard' });
  expect(refusal).toContain(' npx auth-guard revoke ');
  expect(refusal).toContain(' npx auth-guard purge --fingerprint ');
});
