import { createRedactor } from '#detect/redactor/redactor.ts';
import type { Rule } from '#detect/rule.ts';

/** Makes a function that masks the tokens in a text. A text without any comes back as it is. */
export function createTextRedactor(rules: readonly Rule[], values: readonly string[] = []): (text: string) => string {
  const redactor = createRedactor(rules, { values });
  return (text) => {
    const before = redactor.masked;
    const out = [redactor.write(Buffer.from(text)), redactor.end()];
    return redactor.masked === before ? text : Buffer.concat(out).toString('utf8');
  };
}
