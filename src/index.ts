export { createDetector, type Detector } from '#detect/detector.ts';
export type { Match } from '#detect/match.ts';
export { createRedactor, type Redactor } from '#detect/redactor/redactor.ts';
export type { Rule } from '#detect/rule.ts';
export { Secret } from '#detect/secret.ts';
export { AuthGuardError, type ErrorCode } from '#errors.ts';
export { redact } from '#redact.ts';
export { RULES } from '#rules/index.ts';
export type { Finding, Location, ScanReport, Skipped, Verdict } from '#scan/report.ts';
