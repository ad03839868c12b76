/** Where the network writes what happened; a pino logger fits. It never gets keys, secrets or state. */
export interface DevnetLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
