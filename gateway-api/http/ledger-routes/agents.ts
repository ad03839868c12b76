import { transactions as t } from '../../../chaincode/wire/transactions';
import { drawProof } from '../draw-proof';
import { resource } from '../ledger-route';

const agents = resource('agents');

/** Agents, their epochs, attestations and shares of fees (spec 14). */
export const agentRoutes = [
  agents.get('/agents', t.GetAgents),
  agents.get('/agents/{member}', t.GetAgent),
  agents.post('/accounts/{member}/TRUST/purchase', t.BuyTrustCoin, { own: ['member'] }),
  agents.post('/agents/{member}/stake', t.StakeTrust, { own: ['member'] }),
  agents.post('/agents/{member}/unstake', t.UnstakeTrust, { own: ['member'] }),
  agents.post('/agents/{member}/resignation', t.ResignSeat, { own: ['member'] }),
  agents.post('/listings/{listing}/attestation', t.AttestClearing),
  agents.get('/epoch', t.GetCurrentEpoch),
  agents.get('/epochs', t.GetEpochs),
  agents.get('/epochs/{epoch}', t.GetEpoch),
  agents.get('/epochs/{epoch}/attestations', t.GetAttestations),
  agents.post('/epochs/{epoch}/draw', t.DrawAgents, { evidence: drawProof }),
  agents.get('/epochs/{epoch}/fee-shares', t.GetFeeSharing),
  agents.post('/epochs/{epoch}/fee-shares', t.ShareFees),
];
