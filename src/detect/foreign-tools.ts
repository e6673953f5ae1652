/** Other tools whose marks can be honoured. */
export const FOREIGN_TOOLS = ['gitleaks', 'detect-secrets', 'trufflehog', 'secretlint'] as const;

export type ForeignTool = (typeof FOREIGN_TOOLS)[number];
