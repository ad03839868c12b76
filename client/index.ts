/** The public client of a Sunledger gateway, for browsers and Node (docs/client.md). */
export { type ShownHeader } from './chain/block-header';
export { type ChainFault } from './chain/chain-fault';
export { verifyBlock } from './chain/verify-block';
export { verifyChain } from './chain/verify-chain';
export { type HeaderChecks, type HeaderVerdict, verifyHeaders } from './chain/verify-headers';
export { type FollowOptions } from './follow-stream';
export type * from './generated/types';
export { type TransportOptions } from './http-transport';
export { KeptKey, type KeptKeyOptions } from './kept-key';
export { LedgerProgress } from './ledger-progress';
export { BearerSession } from './own-key/bearer-session';
export { type MemberSigner } from './own-key/member-signer';
export { type NumberedPage, type Page, Paged } from './paged';
export { type ClientCode, GatewayProblem, isProblem } from './problem';
export { type ReadOptions, type Receipt, type WriteOptions } from './receipt';
export { type ClientOptions, type FollowedEvent, SunledgerClient } from './sunledger-client';
