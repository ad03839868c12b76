const trailingSpace =
  'Fabric sends a status text that ends in a space as it is, and clients of HTTP/2 drop it. Here the text arrives.';

const notBegun =
  'Fabric does not look at when a certificate begins. Here one that has not begun is refused, as by every other reader of certificates.';

const ended =
  'Fabric refuses proposals, transactions and block readers whose certificate has ended, but tells them what became of a transaction and streams events to them. Here an ended certificate reads nothing.';

/**
 * Cases in which the embedded network tells a client something else than Fabric, and why it is left so. Each stands in
 * its README, under "It differs in this".
 */
export const explainedDifferences: Readonly<Record<string, string>> = {
  'no function at all': trailingSpace,
  'an empty message of chaincode that refuses': trailingSpace,
  'no arguments': trailingSpace,
  'a channel without a name': trailingSpace,
  'a function without a name, with arguments': trailingSpace,
  'a certificate that has not begun': notBegun,
  'reading with a certificate that has ended': ended,
};
