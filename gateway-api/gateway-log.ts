/** Where the gateway writes what happens to it; a pino logger fits. It never gets secrets or personal data. */
export interface GatewayLog {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
