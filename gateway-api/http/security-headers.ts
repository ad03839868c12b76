import { type RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Headers of every answer: nothing may be loaded by it, framed with it or learned from it elsewhere. Documents and pages
 * replace the policy by wider ones of their own. `overTls` adds that browsers are to come by TLS alone, for a year:
 * over plain HTTP that would shut out who has no TLS.
 */
export const securityHeaders = (overTls: boolean): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    strictTransportSecurity: overTls ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });

/** Answers are for who asked, now: nothing between may keep them. */
export const keptNowhere: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  next();
};
