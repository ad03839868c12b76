import { type Server } from 'node:https';
import { type GatewayLog } from '../gateway-log';
import { changedAt, readTlsFiles, type TlsFiles, type TlsMaterial } from './tls-files';

/** So often the files are looked at; certificates are renewed days before they end. */
const LOOK_EVERY_MS = 10_000;

/** Gives a server its certificate, and a renewed one as soon as it lies in the files, without a connection lost. */
export class TlsRenewal {
  private current: TlsMaterial | undefined;
  private seenAt: number | undefined;
  private looking: NodeJS.Timeout | undefined;

  constructor(
    private readonly files: TlsFiles,
    private readonly log: GatewayLog,
  ) {}

  /** When the certificate in use ends. */
  get notAfter(): Date | undefined {
    return this.current?.notAfter;
  }

  /** Reads the files for the first time. Throws a sentence that says what is wrong with them. */
  async open(): Promise<TlsMaterial> {
    this.seenAt = await changedAt(this.files);
    return (this.current = await readTlsFiles(this.files));
  }

  /** Follows the files for a server, until `stop`. */
  follow(server: Server): void {
    this.looking = setInterval(() => {
      void changedAt(this.files).then((at) => {
        if (at !== undefined && at !== this.seenAt) return this.reload(server);
        return undefined;
      });
    }, LOOK_EVERY_MS);
    this.looking.unref();
  }

  /** Takes what lies in the files now. What is no fitting pair is logged, and the certificate in use stays. */
  async reload(server: Server): Promise<void> {
    try {
      const at = await changedAt(this.files);
      const fresh = await readTlsFiles(this.files);
      server.setSecureContext({ cert: fresh.cert, key: fresh.key });
      this.current = fresh;
      this.seenAt = at;
      this.log.info({ notAfter: fresh.notAfter.toISOString() }, 'The TLS certificate was loaded anew');
    } catch (error) {
      this.log.error({ err: error }, 'The TLS certificate in the files cannot be used; the one in use stays');
    }
  }

  stop(): void {
    clearInterval(this.looking);
  }
}
