// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type NumberedPage, type Paged } from '../paged';
import { type ReadOptions, type Receipt, type WriteOptions } from '../receipt';
import { type Requests } from '../requests';
import {
  type ElectricityCertificate,
  type GetElectricityCertificateRequest,
  type GetElectricityCertificatesRequest,
  type UseCertificateRequest,
} from './types/electricity-certificates';

const getElectricityCertificates: Operation = {
  id: 'getElectricityCertificates',
  method: 'GET',
  path: '/v1/clearings/{listing}/certificates',
  query: ['page', 'consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['electricity:GetElectricityCertificates'],
};

const getElectricityCertificate: Operation = {
  id: 'getElectricityCertificate',
  method: 'GET',
  path: '/v1/clearings/{listing}/certificates/{trade}',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['electricity:GetElectricityCertificate'],
};

const useCertificate: Operation = {
  id: 'useCertificate',
  method: 'POST',
  path: '/v1/clearings/{listing}/certificates/{trade}/use',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['electricity:UseCertificate'],
};

/** Operations of the API: electricity certificates. */
export class ElectricityCertificatesApi {
  constructor(private readonly requests: Requests) {}

  /**
   * The certificates of a settled listing, in the order of its trades, page by page
   *
   * `GET /v1/clearings/{listing}/certificates`
   */
  getElectricityCertificates(
    request: GetElectricityCertificatesRequest,
    options?: ReadOptions,
  ): Paged<ElectricityCertificate, NumberedPage<ElectricityCertificate>> {
    return this.requests.numbered(getElectricityCertificates, { ...request }, options);
  }

  /**
   * The certificate that a trade gave its buyer
   *
   * `GET /v1/clearings/{listing}/certificates/{trade}`
   */
  getElectricityCertificate(
    request: GetElectricityCertificateRequest,
    options?: ReadOptions,
  ): Promise<ElectricityCertificate> {
    return this.requests.send(getElectricityCertificate, { ...request }, options);
  }

  /**
   * Uses energy of a trade's certificate, by its owner; used up, the certificate is retired
   *
   * `POST /v1/clearings/{listing}/certificates/{trade}/use`
   */
  useCertificate(request: UseCertificateRequest, options?: WriteOptions): Promise<Receipt<ElectricityCertificate>> {
    return this.requests.write(useCertificate, { ...request }, options);
  }
}
