/** On what kind of network a fault is tried: real Fabric ordered by Raft or by BFT, or the embedded network. */
export type Setting = 'raft' | 'bft' | 'devnet';

/** Something that goes wrong while members trade. */
export interface Fault {
  /** As it is typed after --fault. */
  readonly name: string;
  readonly setting: Setting;
  /** What happens, for the table. */
  readonly what: string;
  /** Whether the network is to go on without help: then what died is restarted only once it has. */
  readonly survived: boolean;
}

/** Every fault, in the order in which they are tried. A further one is a row here and a case in its target's `strike`. */
export const faults: readonly Fault[] = [
  { name: 'orderer-leader', setting: 'raft', what: 'the orderer that leads is killed', survived: true },
  { name: 'peer', setting: 'raft', what: "one of an organisation's two peers is killed", survived: true },
  { name: 'only-peer', setting: 'raft', what: "an organisation's only peer is killed", survived: false },
  { name: 'ca', setting: 'raft', what: "the households' CA is killed", survived: true },
  { name: 'chaincode', setting: 'raft', what: "one peer's chaincode server is killed", survived: true },
  { name: 'gateway', setting: 'raft', what: "the households' gateway is killed", survived: false },
  { name: 'bft-dead', setting: 'bft', what: 'the orderer that leads is killed', survived: true },
  {
    name: 'bft-silent',
    setting: 'bft',
    what: 'the orderer that leads is stopped: alive, and says nothing',
    survived: true,
  },
  { name: 'devnet', setting: 'devnet', what: 'the network is killed, its chaincode with it', survived: false },
  { name: 'devnet-chaincode', setting: 'devnet', what: 'the chaincode is killed', survived: true },
  { name: 'devnet-gateway', setting: 'devnet', what: "the households' gateway is killed", survived: false },
];

/** What was hit, and how to bring it back. */
export interface Victim {
  /** The process's name. */
  readonly name: string;
  /** What an operator would do: starts again what died, or lets it go on. */
  repair(): Promise<void>;
}
