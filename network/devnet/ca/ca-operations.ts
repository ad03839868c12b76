import { addAffiliation, changeAffiliation, getAffiliation, listAffiliations } from './affiliations';
import { caInfo } from './ca-info';
import { type CaAnswer, type CaContext, type CaRequest } from './ca-context';
import { CaError, CaErrorCode } from './ca-error';
import { listCertificates } from './certificates';
import { enroll, reenroll } from './enroll';
import { addIdentity, getIdentity, listIdentities, modifyIdentity, removeIdentity } from './identities';
import { register } from './register';
import { generateCrl, revoke } from './revoke';

type Operation = (ca: CaContext, request: CaRequest) => CaAnswer | Promise<CaAnswer>;

/** Fabric CA's REST interface: operations by path and method. `{}` stands for one part of the path. */
const operations: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  cainfo: { GET: caInfo, POST: caInfo, HEAD: caInfo },
  enroll: { POST: enroll },
  reenroll: { POST: reenroll },
  register: { POST: register },
  revoke: { POST: revoke },
  gencrl: { POST: generateCrl },
  identities: { GET: listIdentities, POST: addIdentity },
  'identities/{}': { GET: getIdentity, PUT: modifyIdentity, DELETE: removeIdentity },
  affiliations: { GET: listAffiliations, POST: addAffiliation },
  'affiliations/{}': { GET: getAffiliation, PUT: changeAffiliation, DELETE: changeAffiliation },
  certificates: { GET: listCertificates },
};

/** The operation for a request line, and the last part of paths like identities/{id}. Throws CaError. */
export function findOperation(method: string, path: string): { operation: Operation; target: string } {
  // Clients use the paths with and without the version in front; both are fabric-ca's.
  const [resource = '', target, ...more] = path.replace(/^\/(api\/v1\/)?/, '').split('/');
  const pattern = target === undefined ? resource : `${resource}/{}`;
  const methods = more.length === 0 && Object.hasOwn(operations, pattern) ? operations[pattern] : undefined;
  if (methods === undefined) throw new CaError(404, CaErrorCode.unknown, 'There is nothing at this path');
  const operation = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (operation === undefined) throw new CaError(405, CaErrorCode.methodNotAllowed, `Method ${method} is not allowed`);
  return { operation, target: decoded(target ?? '') };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new CaError(400, CaErrorCode.unknown, 'The path is not valid percent-encoding');
  }
}
