import { choice, file, type Setting, text, whole, yesNo } from './setting';

const mspId = text(/^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/, 'an MSP id like HouseholdsMSP');
const word = (rule: string) => text(/^[A-Za-z0-9][A-Za-z0-9._-]{0,248}$/, rule);
const host = text(/^[A-Za-z0-9.:-]{1,253}$/, 'an address or the name of a host');
const seconds = whole(0, 86_400);

/**
 * Everything of a gateway that can be configured by a single value: the file's form, the variables' names, the checks,
 * the printed summary and the table in the documentation are derived from this. The peers, of which there can be several,
 * stand in the file alone (`peers.ts`).
 */
export const settings = {
  'listen.host': { ...host, otherwise: '127.0.0.1', what: 'address that members reach' },
  'listen.port': { ...whole(0, 65_535), otherwise: 3000, what: 'port that members reach; 0 takes any free one' },
  'listen.origins': {
    ...text(
      /^https?:\/\/[A-Za-z0-9.:[\]-]+(,https?:\/\/[A-Za-z0-9.:[\]-]+)*$/,
      'addresses like https://gateway.example.org, with commas between them',
    ),
    what: 'addresses by which members know this gateway: only sign-ins of own keys that name one are taken, so that no other gateway can pass a challenge on',
  },
  'operations.host': {
    ...host,
    otherwise: '127.0.0.1',
    what: 'address of /metrics, /healthz and /readyz for operators',
  },
  'operations.port': { ...whole(0, 65_535), otherwise: 9464, what: 'their port; 0 takes any free one' },
  'tls.certificate': { ...file, what: 'PEM file with the certificate and its chain; with it the gateway serves TLS' },
  'tls.key': { ...file, what: 'PEM file with its private key' },
  proxy: { ...yesNo, otherwise: false, what: "whether one proxy stands in front and tells the client's address" },
  home: { ...file, required: true, what: "folder of the gateway's own key, and of all it keeps without PostgreSQL" },
  keyFile: {
    ...file,
    what: "the gateway's own key, the same for all instances; made as gateway.key in home where left out",
  },
  'database.url': {
    ...text(/^postgres(ql)?:\/\/\S+$/, 'an address like postgres://user:password@host:5432/name'),
    alias: 'DATABASE_URL',
    secret: true,
    what: 'PostgreSQL that several gateways share; without it SQLite and files in home',
  },
  'log.level': { ...choice('debug', 'info', 'warn', 'error'), otherwise: 'info', what: 'what is written to stdout' },
  'limits.bodyBytes': { ...whole(1024, 1_048_576), otherwise: 32_768, what: 'largest body of a request' },
  'limits.requestSeconds': { ...whole(1, 600), otherwise: 30, what: 'time for a request to arrive' },
  'limits.addressPerSecond': { ...whole(1, 1_000_000), otherwise: 4_000, what: 'requests of an address' },
  'limits.addressBurst': { ...whole(1, 1_000_000), otherwise: 8_000, what: 'requests of an address at once' },
  'limits.memberPerSecond': { ...whole(1, 1_000_000), otherwise: 1_000, what: 'requests of a member' },
  'limits.memberBurst': { ...whole(1, 1_000_000), otherwise: 2_000, what: 'requests of a member at once' },
  'limits.writesPerMember': { ...whole(1, 10_000), otherwise: 64, what: 'writes of a member that wait or run' },
  'limits.writes': { ...whole(1, 100_000), otherwise: 2_000, what: 'writes of all that wait or run' },
  'sessions.idleSeconds': {
    ...whole(10, 86_400),
    otherwise: 900,
    what: 'a session ends when it is not used for so long',
  },
  'sessions.longestSeconds': { ...whole(10, 604_800), otherwise: 43_200, what: 'and so long after it began' },
  passphraseCost: {
    rule: 'a power of two from 1024 to 1048576',
    read: (found: unknown) => {
      const value = whole(1_024, 1_048_576).read(found);
      return value !== undefined && Number.isInteger(Math.log2(value)) ? value : undefined;
    },
    otherwise: 131_072,
    what: 'cost of scrypt under which passphrases lock keys; takes 1 KiB of memory for each',
  },
  'shutdown.noticeSeconds': {
    ...seconds,
    otherwise: 0,
    what: 'reads go on for so long after SIGTERM, for balancers to hear of it',
  },
  'shutdown.withinSeconds': { ...seconds, otherwise: 10, what: 'what is under way may take so long to end' },
  'network.channel': { ...word('the name of a channel'), required: true, what: 'channel of the market' },
  'network.chaincode': { ...word('the name of a chaincode'), otherwise: 'sunledger', what: 'name of its chaincode' },
  'organization.mspId': { ...mspId, required: true, what: 'organisation whose members are served' },
  'organization.name': { ...word("an organisation's name"), required: true, what: 'its name, as members give it' },
  'organization.ca.url': {
    ...text(/^https?:\/\/\S+$/, 'an address like https://ca.example.org:7054'),
    required: true,
    what: 'its Fabric CA',
  },
  'organization.ca.name': { ...word("a CA's name"), required: true, what: "that CA's name" },
  'organization.ca.tlsRoot': { ...file, required: true, what: 'PEM file with the root of its TLS certificate' },
  'organization.identity.enrollmentId': {
    ...word('an enrollment id'),
    required: true,
    what: "the gateway's own identity: a client with hf.GenCRL, registered by an administrator",
  },
  'organization.identity.secret': {
    ...text(/^\S{1,200}$/, 'the secret of the registration'),
    secret: true,
    what: 'its secret; needed until it is enrolled',
  },
  'organization.identity.secretFile': { ...file, what: 'file with that secret, instead' },
} satisfies Readonly<Record<string, Setting<string | number | boolean>>>;

export type SettingName = keyof typeof settings;

type ValueOf<S> = S extends { readonly read: (found: unknown) => infer T } ? Exclude<T, undefined> : never;
type Always = { readonly otherwise: unknown } | { readonly required: true };

/** What each setting is; undefined only where there need be no value. */
export type SettingValues = {
  readonly [Name in SettingName]: (typeof settings)[Name] extends Always
    ? ValueOf<(typeof settings)[Name]>
    : ValueOf<(typeof settings)[Name]> | undefined;
};

/** `organization.mspId` is SUNLEDGER_GATEWAY_ORGANIZATION_MSP_ID. */
export const variableOf = (name: string): string =>
  `${variablePrefix}${name
    .replaceAll('.', '_')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toUpperCase()}`;

/** Variables that begin so are the gateway's. */
export const variablePrefix = 'SUNLEDGER_GATEWAY_';

/** All names, in the order of the table. */
export const settingNames = Object.keys(settings) as SettingName[];

/** A setting without its type. */
export const settingOf = (name: SettingName): Setting<string | number | boolean> => settings[name];
