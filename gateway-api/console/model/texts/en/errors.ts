/** What went wrong, where the gateway could not say it itself. */
export const errors = {
  offline: 'The gateway does not answer. Please check the connection; nothing was lost.',
  unreadable: (status: number) => `The gateway answered with ${status} and nothing that explains it.`,
  maybeDone: (transaction: string) =>
    `The gateway says that it did not take effect, which cannot be proved here. Please look whether it did (transaction ${transaction.slice(0, 12)}…), and send it again only if not.`,
  outcomeUnknown: 'It is not known yet whether it took effect. Sending it again is safe: it takes effect once at most.',
  aboveZero: 'It has to be more than nothing.',
  required: 'Please fill this in.',
  notANumber: 'Please enter a number, like 1.5.',
  tooManyDecimals: (most: number) => `At most ${most} decimals are possible.`,
  atLeast: (least: string) => `It has to be at least ${least}.`,
  atMost: (most: string) => `It can be at most ${most}.`,
  between: (least: string, most: string) => `It has to lie between ${least} and ${most}.`,
  stepsOf: (step: string) => `Only steps of ${step} are possible.`,
  moreThanAvailable: (available: string) => `You have ${available} available.`,
  fieldSays: (field: string, sentence: string) => `${field}: ${sentence}`,
  keyGone: 'Your key is not on this device any more. Please sign up again with a new invitation.',
  signedOut: 'You have been signed out.',
};
