import { readFileSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { EXIT, type ExitCode, exitCodeOf } from '#cli/exit-codes.ts';
import { type Io, wantsColour } from '#cli/io.ts';
import { collectorFor, everyRule, nothingAccepted } from '#cli/scan-setup.ts';
import { acceptancesFrom, settingsInFolder } from '#cli/settings.ts';
import { type Config, createConfig } from '#config/config.ts';
import { createDetector } from '#detect/detector.ts';
import { HABIT_IDS } from '#detect/habits/ids.ts';
import type { Rule } from '#detect/rule.ts';
import { AuthGuardError } from '#errors.ts';
import { workTreeTop } from '#git/work-tree-files.ts';
import { checkText, importText, type ListedRule, ruleList, ruleListJson, ruleText } from '#report/rules.ts';
import { renderText } from '#report/text.ts';
import { RULES } from '#rules/index.ts';

async function configHere(io: Io): Promise<Config> {
  const top = await workTreeTop({ cwd: io.cwd, env: io.env });
  return (await acceptancesFrom(settingsInFolder(top ?? io.cwd))).config;
}

function listed(config: Config): readonly ListedRule[] {
  const own = new Set(config.ownRules.map((rule) => rule.id));
  return everyRule(config).map((rule) => ({ rule, own: own.has(rule.id), off: config.off[rule.id] }));
}

function ruleNamed(id: string, rules: readonly ListedRule[]): ListedRule {
  const found = rules.find(({ rule }) => rule.id === id);
  if (found === undefined) throw new AuthGuardError('USAGE', `There is no rule "${id}".`, { help: 'auth-guard rules list names them all.' });
  return found;
}

export async function listRules({ format }: { readonly format: 'text' | 'json' }, io: Io): Promise<ExitCode> {
  const rules = listed(await configHere(io));
  io.stdout.write(format === 'json' ? ruleListJson(rules) : ruleList(rules));
  return EXIT.clean;
}

export async function showRule(id: string, io: Io): Promise<ExitCode> {
  io.stdout.write(ruleText(ruleNamed(id, listed(await configHere(io)))));
  return EXIT.clean;
}

function fileOf(io: Io, file: string): Buffer {
  try {
    return readFileSync(resolve(io.cwd, file));
  } catch (cause) {
    throw new AuthGuardError('PATH_NOT_FOUND', `${file} could not be read: ${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}.`, { cause });
  }
}

/** `auth-guard rules test`: what rules find, with no regard to what is accepted. */
export async function testRules(file: string | undefined, { rule: id }: { readonly rule?: string }, io: Io): Promise<ExitCode> {
  const config = await configHere(io);
  const rules: readonly Rule[] = id === undefined ? everyRule(config) : [ruleNamed(id, listed(config)).rule];
  const detector = createDetector(rules, { marks: { own: false, foreign: [] } });
  const collector = collectorFor(nothingAccepted(createConfig()), file === undefined ? 'stdin' : 'files', { io });
  if (file === undefined) {
    await (await import('#scan/scan-stream.ts')).scanStream(io.stdin, 'stdin', { detector, collector });
  } else {
    const bytes = fileOf(io, file);
    collector.count(bytes.length);
    collector.add(detector.scan(bytes), { path: detector.mask(file) });
  }
  const report = collector.finish();
  io.stdout.write(renderText(report, { colour: wantsColour(io, io.stdout, false), quiet: false, program: io.programName }));
  return exitCodeOf(report.verdict);
}

/** `auth-guard rules check`: whether each own rule does what its examples say. A rule without any is said, and no failure. */
export async function checkRules(io: Io): Promise<ExitCode> {
  const config = await configHere(io);
  const { failedExamples } = await import('#detect/own/examples.ts');
  const rules = everyRule(config);
  const checked = config.ownRules.map((rule) => ({
    id: rule.id,
    examples: rule.truePositives.length + rule.trueNegatives.length,
    failed: failedExamples(rule, rules),
  }));
  io.stdout.write(checkText(checked));
  return checked.some(({ failed }) => failed.length > 0) ? EXIT.findings : EXIT.clean;
}

function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
}

/** `auth-guard rules --import`: settings of gitleaks as ours, on standard output, or added to a file. What they say is checked before it is written. */
export async function importRules({ file, output }: { readonly file: string; readonly output: string | undefined }, io: Io): Promise<ExitCode> {
  const [{ importGitleaks }, { mergeImported }, { parseConfig }] = await Promise.all([
    import('#config/import/gitleaks.ts'),
    import('#config/import/merge.ts'),
    import('#config/parse.ts'),
  ]);
  const ruleIds = RULES.map((rule) => rule.id);
  const imported = importGitleaks(fileOf(io, file).toString('utf8'), basename(file), ruleIds);
  const target = output === undefined ? undefined : resolve(io.cwd, output);
  const text = mergeImported(target === undefined ? undefined : textAt(target), imported, output ?? 'settings');
  await parseConfig(text, output ?? 'the imported settings', { ruleIds, habitIds: HABIT_IDS });
  if (target === undefined) io.stdout.write(text);
  else {
    try {
      writeFileSync(target, text);
    } catch (cause) {
      throw new AuthGuardError('OUTPUT_FAILED', `${output} could not be written: ${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}.`, { cause });
    }
  }
  const counts = { rules: imported.rules.length, allow: imported.allow.length, off: Object.keys(imported.off).length };
  io.stderr.write(importText(counts, imported.notCarried));
  return EXIT.clean;
}
