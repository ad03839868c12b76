import { transactions as t } from '../../../chaincode/wire/transactions';
import { resource } from '../ledger-route';

const certificates = resource('electricity certificates');

/** Certificates of electricity transaction (spec 11). */
export const electricityRoutes = [
  certificates.get('/clearings/{listing}/certificates', t.GetElectricityCertificates, { defaults: { page: '0' } }),
  certificates.get('/clearings/{listing}/certificates/{trade}', t.GetElectricityCertificate),
  certificates.post('/clearings/{listing}/certificates/{trade}/use', t.UseCertificate),
];
