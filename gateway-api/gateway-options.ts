import { type RequestHandler } from 'express';
import { type NetworkConnection } from './fabric/network-connection';
import { type GatewayLog } from './gateway-log';
import { type DoorLimits } from './http/limits';
import { type DatabasePlace } from './sql/open-database';
import { type TlsFiles } from './http/tls-files';
import { type ShutdownTimes } from './operations/shutdown';
import { type OwnCertificateTimes } from './auth/renewed-identity';

/** What requests pass at the door, by name. */
export type DoorPart = 'headers' | 'addressRate' | 'memberRate' | 'metrics' | 'log';

/** How to start a gateway. What is left out takes the value in brackets. */
export interface GatewayOptions {
  readonly network: NetworkConnection;
  /** Folder for kept keys and for what idempotency keys have led to; only the gateway may read it. */
  readonly home: string;
  /**
   * Where its tables are: an SQLite file of this gateway's own, or a PostgreSQL server that several gateways can share
   * [`gateway.db` in `home`].
   */
  readonly database?: DatabasePlace;
  /** Whether the read model is built again from block 0 [false]. */
  readonly rebuildReadModel?: boolean;
  /** File with the gateway's own 32-byte key, made where there is none; instances share one [`gateway.key` in `home`]. */
  readonly keyFile?: string;
  /** Address and port to listen on [127.0.0.1, any free one]. */
  readonly host?: string;
  readonly port?: number;
  /** [a pino logger to stderr, warnings and worse] */
  readonly log?: GatewayLog;
  readonly limits?: Partial<DoorLimits>;
  /** Writes of one member and of all that may wait or run at once [64, 2000]. */
  readonly queue?: { readonly perMember: number; readonly overall: number };
  /** A session ends when it was not used for so long, and so long after it began, in ms [15 minutes, 12 hours]. */
  readonly sessions?: { readonly idleMs: number; readonly longestMs: number };
  /**
   * Cost of scrypt under which passphrases lock keys [2^17: 128 MiB and about half a second each]. Less is for tests,
   * and for passphrases that are long random strings.
   */
  readonly passphraseCost?: number;
  /** When the gateway renews its own certificate while it runs [a day before it ends; looked at every hour]. */
  readonly ownCertificate?: OwnCertificateTimes;
  /**
   * Addresses by which members know this gateway, like "https://gateway.example.org": only sign-ins that name one of them
   * are taken, so that no other gateway can pass a challenge of this one on to its own members [any].
   */
  readonly origins?: readonly string[];
  /** Whether one proxy stands in front and tells the client's address in X-Forwarded-For [false]. */
  readonly behindProxy?: boolean;
  /** Serves by TLS itself; a renewed certificate in the files is taken without a restart [plain HTTP, for a proxy]. */
  readonly tls?: TlsFiles;
  /**
   * Where operators ask for metrics and health: at an address of their own, or at the `door`, where metrics are for who sits
   * at this machine [nowhere].
   */
  readonly operations?: { readonly host: string; readonly port: number } | 'door';
  /** How it goes out of service [at once, waiting 10 s for what is under way]. */
  readonly shutdown?: Partial<ShutdownTimes>;
  /** For measurements of what each costs; no configuration leads here [nothing]. */
  readonly leaveOut?: readonly DoorPart[];
  /** Folder with the console's files [build/console]. */
  readonly consoleFolder?: string;
  /** Whether a demonstration runs here, whose members the console can be entered as; its `pages` answer /demo [false]. */
  readonly demo?: boolean;
  /** What else is served, to everybody and without signing in; it passes on what is not its own. */
  readonly pages?: RequestHandler;
}

/** A gateway that listens. */
export interface RunningGateway {
  readonly url: string;
  /** Where operators ask, if they have an address of their own. */
  readonly operationsUrl: string | undefined;
  /** Takes a renewed TLS certificate now. */
  reload(): Promise<void>;
  /**
   * Goes out of service: says that it is not ready, refuses new writes, lets writes and requests under way finish, ends
   * streams with a hint when to come back, forgets open keys. Calling it again waits for the same.
   */
  stop(): Promise<void>;
}
