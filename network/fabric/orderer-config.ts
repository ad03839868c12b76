import path from 'node:path';
import { loopbackHost, type OrdererPlan } from './network-plan';

/** An orderer's `orderer.yaml`: TLS everywhere, no system channel, administration by client certificate. */
export function ordererConfig(mspId: string, orderer: OrdererPlan): object {
  const inHome = (...parts: string[]): string => path.join(orderer.home, ...parts);
  const root = inHome('tls', 'ca.crt');
  const certificate = inHome('tls', 'server.crt');
  const key = inHome('tls', 'server.key');
  return {
    General: {
      ListenAddress: orderer.host,
      ListenPort: orderer.port,
      LocalMSPID: mspId,
      LocalMSPDir: inHome('msp'),
      BootstrapMethod: 'none',
      TLS: { Enabled: true, Certificate: certificate, PrivateKey: key, RootCAs: [root], ClientAuthRequired: false },
      Cluster: { ClientCertificate: certificate, ClientPrivateKey: key },
      BCCSP: { Default: 'SW', SW: { Hash: 'SHA2', Security: 256 } },
      Keepalive: { ServerMinInterval: '60s', ServerInterval: '7200s', ServerTimeout: '20s' },
      Authentication: { TimeWindow: '15m' },
    },
    FileLedger: { Location: inHome('ledger') },
    Consensus: { WALDir: inHome('raft', 'wal'), SnapDir: inHome('raft', 'snapshot') },
    ChannelParticipation: { Enabled: true, MaxRequestBodySize: 1 << 20 },
    Admin: {
      ListenAddress: `${orderer.host}:${orderer.adminPort}`,
      TLS: {
        Enabled: true,
        Certificate: certificate,
        PrivateKey: key,
        RootCAs: [root],
        ClientRootCAs: [root],
        ClientAuthRequired: true,
      },
    },
    Operations: { ListenAddress: `${loopbackHost}:${orderer.operationsPort ?? 0}` },
    Metrics: { Provider: orderer.operationsPort === undefined ? 'disabled' : 'prometheus' },
  };
}
