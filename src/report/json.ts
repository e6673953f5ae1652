import type { ScanReport } from '#scan/report.ts';

/** The report as JSON, for programs: `schemaVersion` 1, two spaces of indentation, a line feed at the end. */
export function renderJson(report: ScanReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
