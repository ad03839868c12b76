// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type ElectricityCertificate } from './electricity-certificates';

export interface GetHealthAnswer {
  readonly status: 'ok';
}

export interface ElectricityCertificatePage {
  readonly items: readonly ElectricityCertificate[];
  readonly page: number;
  readonly pages: number;
}
