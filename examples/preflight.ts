// Before something long and costly: are both tokens there, do they work, and will they still in a week?
import { AuthValidator, setupAuthLogging, TokenStatus } from '@auth-guard/cli';

const logger = setupAuthLogging();
const validator = new AuthValidator({ logger, minDays: 7, needs: 'write' });

for (const result of await validator.validateAllTokens()) {
  console.log(`${result.tokenType}: ${result.status}. ${result.message}`);
  if (result.status === TokenStatus.VALID) continue;
  logger.error(`${result.tokenType} validation failed: ${result.message}`);
  if (result.help !== null) console.log(`next: ${result.help}`);
  process.exitCode = 1;
}

if (process.exitCode === undefined) logger.info('All tokens validated successfully');
