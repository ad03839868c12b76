import { Shim } from 'fabric-shim';

/** Those of fabric-shim's loggers that write lines for every transaction. */
export const busyLoggers = [
  'lib/handler.js',
  'lib/stub.js',
  'lib/chaincode.js',
  'contracts-spi/chaincodefromcontract.js',
];

/**
 * Makes fabric-shim's log calls below the wanted level do nothing at all. The level is that of
 * CORE_CHAINCODE_LOGGING_LEVEL, or warnings without it. Its loggers are winston's, which format every line before
 * they ask whether it is wanted: with no line written, that alone is a fifth of this process' work.
 */
export function quietLogging(level: string | undefined): void {
  for (const name of busyLoggers) {
    const logger = Shim.newLogger(name);
    if (level === undefined) logger.level = 'warn';
    for (const method of ['debug', 'info'] as const) {
      if (!logger.isLevelEnabled(method)) logger[method] = () => logger;
    }
  }
}
